import type { SshKeyView } from '@springboard/contracts/ssh.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { ConfirmDialog } from '@springboard/ui/dialog.tsx';
import { notify } from '@springboard/ui/notices.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { meQuery } from '../../api/session.ts';
import { removeSshKey, sshKeysQuery } from '../../api/ssh.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { AddSshKey } from './add-ssh-key.tsx';

/** The public keys of the person's own SSH clients: registered, listed, removed. Nothing for those who have no environments. */
export function SshKeys() {
  const { data: me } = useQuery(meQuery);
  return me?.permissions.includes('ssh-key.own.manage') === true ? <Keys /> : null;
}

function Keys() {
  const keys = useQuery(sshKeysQuery);
  const [adding, setAdding] = useState(false);
  return (
    <section>
      <div className="mb-2.5 flex items-end justify-between gap-4">
        <div>
          <h2 className="text-sm font-semibold">SSH keys</h2>
          <p className="text-sm text-ink-2">
            They log your own SSH client, scp or IDE in to your environments. Only public keys are kept.
          </p>
        </div>
        <Button icon={<Plus aria-hidden className="size-4" />} onClick={() => setAdding(true)}>
          Add a key
        </Button>
      </div>
      {keys.data !== undefined ? (
        <KeyList keys={keys.data} />
      ) : keys.isError ? (
        <RequestError error={keys.error} onRetry={() => void keys.refetch()} />
      ) : (
        <Loading label="Loading your SSH keys">
          <Skeleton className="h-20 w-full" />
        </Loading>
      )}
      <AddSshKey open={adding} onClose={() => setAdding(false)} />
    </section>
  );
}

function KeyList({ keys }: { readonly keys: readonly SshKeyView[] }) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<SshKeyView | null>(null);
  const remove = useMutation({
    mutationFn: removeSshKey,
    onSuccess: () => notify({ tone: 'good', title: `Key “${asked?.name ?? ''}” is removed` }),
    onError: notifyFailure,
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: sshKeysQuery.queryKey });
      setAsked(null);
    },
  });
  if (keys.length === 0) {
    return (
      <p className="rounded-lg border border-dashed border-line-strong px-5 py-6 text-center text-sm text-ink-2">
        You have no key. Add one when you want to work with your own SSH client instead of the page.
      </p>
    );
  }
  return (
    <>
      <Card>
        <ul className="divide-y divide-line">
          {keys.map((key) => (
            <li key={key.id} className="flex items-start justify-between gap-4 px-5 py-3">
              <div className="min-w-0">
                <p className="text-sm font-medium">{key.name}</p>
                <p className="mt-0.5 font-mono text-xs break-all text-ink-2">
                  {key.type} {key.fingerprint}
                </p>
                <p className="mt-0.5 text-xs text-ink-3">
                  Added <RelativeTime at={key.createdAt} />
                  {' · '}
                  {key.lastUsedAt === null ? (
                    'never used'
                  ) : (
                    <>
                      used <RelativeTime at={key.lastUsedAt} />
                    </>
                  )}
                </p>
              </div>
              <Button size="sm" onClick={() => setAsked(key)} aria-label={`Remove ${key.name}`}>
                Remove
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
        title={`Remove “${asked?.name ?? ''}”?`}
        confirm="Remove"
        danger
        busy={remove.isPending}
        onConfirm={() => {
          if (asked !== null) remove.mutate(asked.id);
        }}
      >
        <p>
          What is logged in with it ends at once. The key on your computer stays, and can be added again at
          any time.
        </p>
      </ConfirmDialog>
    </>
  );
}
