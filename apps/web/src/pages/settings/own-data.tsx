import { Button, buttonClass } from '@springboard/ui/button.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { ConfirmDialog } from '@springboard/ui/dialog.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { askForDeletion, ownDataAddress, ownDataQuery } from '../../api/leaving.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { keptFor } from './kept-for.ts';

/** What is kept of the person and how long; they take it with them, and ask for its deletion. */
export function OwnData() {
  const own = useQuery(ownDataQuery);
  const [asked, setAsked] = useState(false);
  return (
    <section>
      <h2 className="text-sm font-semibold">Your data</h2>
      <p className="mb-2.5 text-sm text-ink-2">What Springboard keeps of you, and how you get it.</p>
      {own.data !== undefined ? (
        <Card>
          <ul className="divide-y divide-line text-sm">
            <Line
              title="Recordings of your terminals"
              action={null}
              words={`What your shells print is recorded for reviews and for your own timeline, and removed after ${keptFor(own.data.recordingsKeptMs)}. What you type is not, unless it is shown. You, mentors, and the manager of your team can replay it.`}
            />
            <Line
              title="Download everything"
              action={
                <a href={ownDataAddress} download className={buttonClass()}>
                  <Download aria-hidden className="size-4" />
                  Download
                </a>
              }
              words="Profile, attempts, answers, what you handed in, what the audit says of you, and the recordings: one archive (.tar.gz) with JSON files."
            />
            <Deletion askedAt={own.data.deletionAskedAt} onAsk={() => setAsked(true)} />
          </ul>
        </Card>
      ) : own.isError ? (
        <RequestError error={own.error} onRetry={() => void own.refetch()} />
      ) : (
        <Loading label="Loading how it stands with your data">
          <Skeleton className="h-48 w-full" />
        </Loading>
      )}
      <AskDialog open={asked} onOpenChange={setAsked} />
    </section>
  );
}

interface LineProps {
  readonly title: string;
  readonly words: ReactNode;
  readonly action: ReactNode;
}

function Line({ title, words, action }: LineProps) {
  return (
    <li className="flex items-start justify-between gap-4 px-5 py-3 max-sm:flex-col">
      <div className="min-w-0">
        <p className="font-medium">{title}</p>
        <p className="mt-0.5 text-pretty text-ink-2">{words}</p>
      </div>
      {action === null ? null : <div className="shrink-0">{action}</div>}
    </li>
  );
}

function useDeletion(onSettled: () => void = () => {}) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: askForDeletion,
    onSuccess: (view) => client.setQueryData(ownDataQuery.queryKey, view),
    onError: notifyFailure,
    onSettled,
  });
}

function Deletion({ askedAt, onAsk }: { readonly askedAt: string | null; readonly onAsk: () => void }) {
  const takeBack = useDeletion();
  if (askedAt === null) {
    return (
      <Line
        title="Ask for deletion"
        action={<Button onClick={onAsk}>Ask for deletion…</Button>}
        words="An operator ends your access and erases who you are. Points and the audit stay, under a pseudonym."
      />
    );
  }
  return (
    <Line
      title="You asked for deletion"
      action={
        <Button busy={takeBack.isPending} onClick={() => takeBack.mutate(false)}>
          Take it back
        </Button>
      }
      words={
        <>
          You asked <RelativeTime at={askedAt} />. The operators see it; until one of them acts, everything
          goes on as it is.
        </>
      }
    />
  );
}

function AskDialog(props: { readonly open: boolean; readonly onOpenChange: (open: boolean) => void }) {
  const ask = useDeletion(() => props.onOpenChange(false));
  return (
    <ConfirmDialog
      {...props}
      title="Ask for the deletion of your data?"
      confirm="Ask for deletion"
      danger
      busy={ask.isPending}
      onConfirm={() => ask.mutate(true)}
    >
      <p>
        The operators are told. One of them will end your access, and then erase your name, address,
        recordings and texts; that cannot be undone. Download your data first if you want to keep it.
      </p>
    </ConfirmDialog>
  );
}
