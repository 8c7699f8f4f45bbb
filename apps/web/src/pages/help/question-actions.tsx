import type { HelpDetail } from '@springboard/contracts/help-queue.ts';
import { Button } from '@springboard/ui/button.tsx';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Eye, Hand } from 'lucide-react';
import { applyAttempt } from '../../api/attempts.ts';
import { askToFollow } from '../../api/follows.ts';
import { actOnHelp, applyHelp, type HelpAction, helpQuery } from '../../api/help.ts';
import { meQuery, useMay } from '../../api/session.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';

/** What a mentor can do about an open question besides answering: take it, give it back, close it, look at the learner's terminal with their consent. */
export function QuestionActions({ question }: { readonly question: HelpDetail }) {
  const client = useQueryClient();
  const mine = useIsMine(question);
  const { id, state, takenBy } = question;
  const act = useMutation({
    mutationFn: (action: HelpAction) => actOnHelp(id, action),
    onSuccess: (next) => applyHelp(client, next),
    onError: (error) => {
      notifyFailure(error);
      // Somebody else may have been first: what is so now is shown.
      void client.invalidateQueries({ queryKey: helpQuery(id).queryKey });
    },
  });
  const busyWith = (action: HelpAction) => act.isPending && act.variables === action;
  if (state !== 'waiting' && state !== 'taken') return null;
  return (
    <div className="flex flex-wrap items-center gap-2">
      {state === 'waiting' ? (
        <Button
          variant="primary"
          busy={busyWith('take')}
          icon={<Hand aria-hidden className="size-4" />}
          onClick={() => act.mutate('take')}
        >
          Take it
        </Button>
      ) : null}
      <Follow question={question} />
      {mine ? (
        <>
          <Button busy={busyWith('give-back')} onClick={() => act.mutate('give-back')}>
            Give it back
          </Button>
          <Button variant="ghost" busy={busyWith('close')} onClick={() => act.mutate('close')}>
            Close without an answer
          </Button>
        </>
      ) : null}
      {state === 'taken' && !mine ? (
        <p className="text-sm text-ink-2">{takenBy?.name ?? 'Another mentor'} is at it.</p>
      ) : null}
    </div>
  );
}

/** Whether it is this mentor who has taken it. */
export function useIsMine({ state, takenBy }: HelpDetail): boolean {
  const { data: me } = useQuery(meQuery);
  return state === 'taken' && takenBy?.id === me?.id;
}

/** The learner is asked, as from the page of their attempt, which shows the terminals once they agree. */
function Follow({ question }: { readonly question: HelpDetail }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const may = useMay('terminal.any.follow');
  const { attemptId, attemptActive } = question;
  const ask = useMutation({
    mutationFn: () => askToFollow(attemptId),
    onSuccess: (next) => {
      applyAttempt(client, next);
      void navigate({ to: '/attempts/$id', params: { id: attemptId } });
    },
    onError: notifyFailure,
  });
  if (!may || !attemptActive) return null;
  return (
    <Button busy={ask.isPending} icon={<Eye aria-hidden className="size-4" />} onClick={() => ask.mutate()}>
      Ask to follow their terminals
    </Button>
  );
}
