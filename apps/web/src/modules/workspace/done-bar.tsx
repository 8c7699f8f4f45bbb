import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { Button } from '@springboard/ui/button.tsx';
import { CircleCheck, Flag } from 'lucide-react';
import { formatScore } from '../attempts/score.ts';

/** At the foot of the guide once every task is passed: the way out, always in sight. */
export function DoneBar({
  attempt,
  onFinish,
}: {
  readonly attempt: AttemptView;
  readonly onFinish: () => void;
}) {
  return (
    <div className="flex shrink-0 items-center gap-3 border-t border-good-line bg-good-soft px-4 py-2.5">
      <CircleCheck aria-hidden className="size-5 shrink-0 text-good-text" />
      <p className="min-w-0 flex-1 text-sm text-pretty">
        <span className="font-medium">
          Every task is passed: {formatScore(attempt.score)} of {formatScore(attempt.maxScore)}.
        </span>{' '}
        <span className="text-ink-2">
          Look around as long as you like; finishing takes the environment away.
        </span>
      </p>
      <Button variant="primary" icon={<Flag aria-hidden className="size-4" />} onClick={onFinish}>
        Finish the lab
      </Button>
    </div>
  );
}
