import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { FollowBand } from './follow-band.tsx';
import { FollowQuestion, TakeoverQuestion } from './questions.tsx';
import { useFollowActions } from './use-follow-actions.ts';
import { usePresentFollows } from './use-present-follows.ts';

/** For the learner: who watches and who types, with *Stop*, and what mentors ask. Nothing of it takes the focus from the shell. */
export function LearnerFollows({ attempt }: { readonly attempt: AttemptView }) {
  const follows = usePresentFollows(attempt);
  const actions = useFollowActions();
  return (
    <>
      <section aria-label="Who is with you">
        {follows.map((follow) => (
          <FollowBand key={follow.id} follow={follow} actions={actions} />
        ))}
      </section>
      <section
        aria-label="Questions of mentors"
        className="pointer-events-none fixed right-3 bottom-10 left-3 z-40 flex flex-col items-end gap-2 max-md:bottom-18"
      >
        {follows.map((follow) => {
          if (follow.state === 'asked')
            return <FollowQuestion key={follow.id} follow={follow} actions={actions} />;
          if (follow.takeover === 'asked')
            return <TakeoverQuestion key={follow.id} follow={follow} actions={actions} />;
          return null;
        })}
      </section>
    </>
  );
}
