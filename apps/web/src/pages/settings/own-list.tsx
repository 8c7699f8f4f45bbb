import { Button } from '@springboard/ui/button.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { ConfirmDialog } from '@springboard/ui/dialog.tsx';
import { notify } from '@springboard/ui/notices.tsx';
import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { notifyFailure } from '../../components/notify-failure.tsx';

export interface OwnListProps<T> {
  readonly items: readonly T[];
  /** Instead of a list without entries. */
  readonly empty: string;
  /** What takes one away: on its button, and in the question. */
  readonly verb: string;
  readonly takeAway: (id: string) => Promise<unknown>;
  readonly queryKey: QueryKey;
  readonly done: (name: string) => string;
  /** What taking it away means. */
  readonly warning: string;
  /** Of an entry, below its name. */
  readonly children: (item: T) => ReactNode;
}

/** What is a person's own, each taken away after a question. */
export function OwnList<T extends { readonly id: string; readonly name: string }>(props: OwnListProps<T>) {
  const { items, empty, verb, queryKey, done, warning, children } = props;
  const client = useQueryClient();
  const [asked, setAsked] = useState<T | null>(null);
  const taking = useMutation({
    mutationFn: props.takeAway,
    onSuccess: () => notify({ tone: 'good', title: done(asked?.name ?? '') }),
    onError: notifyFailure,
    onSettled: async () => {
      await client.invalidateQueries({ queryKey });
      setAsked(null);
    },
  });
  if (items.length === 0) {
    return (
      <p className="rounded-lg border border-dashed border-line-strong px-5 py-6 text-center text-sm text-ink-2">
        {empty}
      </p>
    );
  }
  return (
    <>
      <Card>
        <ul className="divide-y divide-line">
          {items.map((item) => (
            <li key={item.id} className="flex items-start justify-between gap-4 px-5 py-3">
              <div className="min-w-0">
                <p className="text-sm font-medium">{item.name}</p>
                {children(item)}
              </div>
              <Button size="sm" onClick={() => setAsked(item)} aria-label={`${verb} ${item.name}`}>
                {verb}
              </Button>
            </li>
          ))}
        </ul>
      </Card>
      <ConfirmDialog
        open={asked !== null}
        onOpenChange={(open) => {
          if (!open) setAsked(null);
        }}
        title={`${verb} “${asked?.name ?? ''}”?`}
        confirm={verb}
        danger
        busy={taking.isPending}
        onConfirm={() => {
          if (asked !== null) taking.mutate(asked.id);
        }}
      >
        <p>{warning}</p>
      </ConfirmDialog>
    </>
  );
}
