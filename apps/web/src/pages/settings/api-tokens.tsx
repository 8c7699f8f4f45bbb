import type { ApiTokenView } from '@springboard/contracts/people.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Button } from '@springboard/ui/button.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { ConfirmDialog } from '@springboard/ui/dialog.tsx';
import { notify } from '@springboard/ui/notices.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { revokeToken, tokensQuery } from '../../api/tokens.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { CreateToken } from './create-token.tsx';

/** The person's API tokens: made, listed, revoked. */
export function ApiTokens() {
  const tokens = useQuery(tokensQuery);
  const [creating, setCreating] = useState(false);
  return (
    <section>
      <div className="mb-2.5 flex items-end justify-between gap-4">
        <div>
          <h2 className="text-sm font-semibold">API tokens</h2>
          <p className="text-sm text-ink-2">They stand for you in scripts and in the springboard command.</p>
        </div>
        <Button icon={<Plus aria-hidden className="size-4" />} onClick={() => setCreating(true)}>
          New token
        </Button>
      </div>
      {tokens.data !== undefined ? (
        <TokenList tokens={tokens.data} />
      ) : tokens.isError ? (
        <RequestError error={tokens.error} onRetry={() => void tokens.refetch()} />
      ) : (
        <Loading label="Loading your tokens">
          <Skeleton className="h-20 w-full" />
        </Loading>
      )}
      <CreateToken open={creating} onClose={() => setCreating(false)} />
    </section>
  );
}

function TokenList({ tokens }: { readonly tokens: readonly ApiTokenView[] }) {
  const client = useQueryClient();
  const [asked, setAsked] = useState<ApiTokenView | null>(null);
  const revoke = useMutation({
    mutationFn: revokeToken,
    onSuccess: () => notify({ tone: 'good', title: `Token “${asked?.name ?? ''}” is revoked` }),
    onError: notifyFailure,
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: tokensQuery.queryKey });
      setAsked(null);
    },
  });
  if (tokens.length === 0) {
    return (
      <p className="rounded-lg border border-dashed border-line-strong px-5 py-6 text-center text-sm text-ink-2">
        You have no token. Make one when a script or the command line is to act for you.
      </p>
    );
  }
  return (
    <>
      <Card>
        <ul className="divide-y divide-line">
          {tokens.map((token) => (
            <li key={token.id} className="flex items-start justify-between gap-4 px-5 py-3">
              <div className="min-w-0">
                <p className="text-sm font-medium">{token.name}</p>
                <p className="mt-0.5 text-xs text-ink-3">
                  {token.lastUsedAt === null ? (
                    'Never used'
                  ) : (
                    <>
                      Used <RelativeTime at={token.lastUsedAt} />
                    </>
                  )}
                  {' · '}
                  {token.expiresAt === null ? (
                    'does not expire'
                  ) : (
                    <>
                      expires <RelativeTime at={token.expiresAt} />
                    </>
                  )}
                </p>
                <ul aria-label="May" className="mt-1.5 flex flex-wrap gap-1">
                  {token.scopes.map((scope) => (
                    <li key={scope}>
                      <Badge className="font-mono font-normal">{scope}</Badge>
                    </li>
                  ))}
                </ul>
              </div>
              <Button size="sm" onClick={() => setAsked(token)} aria-label={`Revoke ${token.name}`}>
                Revoke
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
        title={`Revoke “${asked?.name ?? ''}”?`}
        confirm="Revoke"
        danger
        busy={revoke.isPending}
        onConfirm={() => {
          if (asked !== null) revoke.mutate(asked.id);
        }}
      >
        <p>
          Whatever uses it is refused from now on. This cannot be taken back; a new token can be made at any
          time.
        </p>
      </ConfirmDialog>
    </>
  );
}
