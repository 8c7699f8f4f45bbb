import type { SessionView } from '@springboard/contracts/people.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Button } from '@springboard/ui/button.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { ConfirmDialog } from '@springboard/ui/dialog.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { endAllSessions, endSession, sessionsQuery } from '../../api/sessions.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { browserName } from './browser-name.ts';

/** Where the person is signed in; each can be ended, and all at once. */
export function Sessions() {
  const sessions = useQuery(sessionsQuery);
  const [asked, setAsked] = useState(false);
  return (
    <section>
      <div className="mb-2.5 flex items-end justify-between gap-4">
        <div>
          <h2 className="text-sm font-semibold">Sessions</h2>
          <p className="text-sm text-ink-2">The browsers in which you are signed in.</p>
        </div>
        <Button onClick={() => setAsked(true)}>Sign out everywhere</Button>
      </div>
      {sessions.data !== undefined ? (
        <Card>
          <ul className="divide-y divide-line">
            {sessions.data.map((session) => (
              <Session key={session.id} session={session} />
            ))}
          </ul>
        </Card>
      ) : sessions.isError ? (
        <RequestError error={sessions.error} onRetry={() => void sessions.refetch()} />
      ) : (
        <Loading label="Loading your sessions">
          <Skeleton className="h-20 w-full" />
        </Loading>
      )}
      <EverywhereDialog open={asked} onOpenChange={setAsked} />
    </section>
  );
}

function Session({ session }: { readonly session: SessionView }) {
  const client = useQueryClient();
  const name = browserName(session.userAgent);
  const end = useMutation({
    mutationFn: () => endSession(session.id),
    onError: notifyFailure,
    onSettled: () => client.invalidateQueries({ queryKey: sessionsQuery.queryKey }),
  });
  return (
    <li className="flex items-start justify-between gap-4 px-5 py-3">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          {name} {session.current ? <Badge tone="accent">this browser</Badge> : null}
        </p>
        <p className="mt-0.5 text-xs text-ink-3">
          Signed in <RelativeTime at={session.createdAt} />
          {session.ip === null ? null : ` from ${session.ip}`}
        </p>
      </div>
      {session.current ? null : (
        <Button size="sm" busy={end.isPending} onClick={() => end.mutate()} aria-label={`End ${name}`}>
          End
        </Button>
      )}
    </li>
  );
}

interface EverywhereDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

function EverywhereDialog({ open, onOpenChange }: EverywhereDialogProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const end = useMutation({
    mutationFn: endAllSessions,
    onSuccess: async () => {
      await navigate({ to: '/sign-in' });
      client.clear();
    },
    onError: notifyFailure,
  });
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title="Sign out everywhere?"
      confirm="Sign out everywhere"
      danger
      busy={end.isPending}
      onConfirm={() => end.mutate()}
    >
      <p>
        Every browser is signed out, this one too, and sign-in links that you have not used stop working. You
        come back with a new link from an operator, or another way that you have. Your labs are kept; API
        tokens and SSH keys go on.
      </p>
    </ConfirmDialog>
  );
}
