import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Callout } from '@springboard/ui/callout.tsx';
import { Spinner } from '@springboard/ui/spinner.tsx';
import { formatTimeOfDay } from '@springboard/ui/time.ts';
import { Eye } from 'lucide-react';
import { useState } from 'react';
import { askToFollow, stopFollow } from '../../api/follows.ts';
import { useFollowActions } from './use-follow-actions.ts';
import type { MyFollow } from './use-my-follow.ts';

const ends = {
  refused: 'They said no. You can ask again in five minutes; better talk to them first.',
  lapsed: 'The time was over: a request lapses after ten minutes, and following ends after four hours.',
  stopped: 'It was ended. Nothing is shown to you any more.',
} as const;

/** For a mentor who does not follow: what this page is, and how to ask the learner in. */
export function MentorCallout({ attempt, mine }: { readonly attempt: AttemptView; readonly mine: MyFollow }) {
  const actions = useFollowActions();
  const [withdrawn, setWithdrawn] = useState(false);
  const { follow, end } = mine;
  const ask = () => {
    setWithdrawn(false);
    actions.act('ask', () => askToFollow(attempt.id));
  };
  if (follow?.state === 'asked') {
    const takeBack = () => {
      setWithdrawn(true);
      actions.act('stop', () => stopFollow(follow.id));
    };
    return (
      <Callout
        role="status"
        tone="accent"
        icon={<Spinner />}
        className="m-3"
        title="Waiting for the learner’s answer"
        actions={
          <Button size="sm" busy={actions.acting === 'stop'} onClick={takeBack}>
            Take the request back
          </Button>
        }
      >
        Their page shows your name and what you would see.
        {follow.until === null
          ? null
          : ` Without an answer the request lapses at ${formatTimeOfDay(Date.parse(follow.until))}.`}
      </Callout>
    );
  }
  const away = follow?.state === 'away';
  const possible = attempt.environment !== null;
  return (
    <Callout
      role="status"
      icon={<Eye aria-hidden />}
      className="m-3"
      title={end === null || withdrawn ? undefined : ends[end]}
      actions={
        possible ? (
          <Button size="sm" busy={actions.acting === 'ask'} onClick={ask}>
            {away ? 'Follow again' : 'Ask to follow their terminals'}
          </Button>
        ) : undefined
      }
    >
      {away
        ? 'The learner agreed to be followed until this environment ends. They see when you are there.'
        : 'This is somebody else’s attempt. You can read it; only they can work in it.'}
    </Callout>
  );
}
