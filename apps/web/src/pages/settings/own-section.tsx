import { Button } from '@springboard/ui/button.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import type { UseQueryResult } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { RequestError } from '../../components/request-error.tsx';

export interface OwnSectionProps<T> {
  readonly title: string;
  readonly words: string;
  /** On the button that makes a new one. */
  readonly action: string;
  /** Said while they are fetched. */
  readonly loading: string;
  readonly query: UseQueryResult<readonly T[]>;
  readonly list: (items: readonly T[]) => ReactNode;
  readonly form: (props: { readonly open: boolean; readonly onClose: () => void }) => ReactNode;
}

/** A section of what is a person's own: its list, or how far that is, and a button for a new one. */
export function OwnSection<T>({ title, words, action, loading, query, list, form }: OwnSectionProps<T>) {
  const [making, setMaking] = useState(false);
  return (
    <section>
      <div className="mb-2.5 flex items-end justify-between gap-4">
        <div>
          <h2 className="text-sm font-semibold">{title}</h2>
          <p className="text-sm text-ink-2">{words}</p>
        </div>
        <Button icon={<Plus aria-hidden className="size-4" />} onClick={() => setMaking(true)}>
          {action}
        </Button>
      </div>
      {query.data !== undefined ? (
        list(query.data)
      ) : query.isError ? (
        <RequestError error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <Loading label={loading}>
          <Skeleton className="h-20 w-full" />
        </Loading>
      )}
      {form({ open: making, onClose: () => setMaking(false) })}
    </section>
  );
}
