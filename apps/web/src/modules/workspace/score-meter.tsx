import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { cx } from '@springboard/ui/cx.ts';
import { Tooltip } from '@springboard/ui/tooltip.tsx';
import { formatScore } from '../attempts/score.ts';
import { isCurrent, passedCount } from './verdicts.ts';

/** Score and a segment per task, as wide as its points. */
export function ScoreMeter({ attempt }: { readonly attempt: AttemptView }) {
  const passed = passedCount(attempt);
  return (
    <Tooltip label={`${passed} of ${attempt.tasks.length} tasks passed`}>
      <div className="flex items-center gap-2.5">
        <span aria-hidden className="flex h-1.5 w-24 gap-0.5 max-lg:hidden">
          {attempt.tasks.map((task) => (
            <span
              key={task.id}
              style={{ flexGrow: task.points }}
              className={cx(
                'rounded-full transition-colors duration-500',
                task.status === 'passed' ? 'bg-good' : isCurrent(task) ? 'bg-control' : 'bg-line-strong',
              )}
            />
          ))}
        </span>
        <span className="text-sm whitespace-nowrap">
          <span className="font-semibold">{formatScore(attempt.score)}</span>
          <span className="text-ink-3">
            {' / '}
            {formatScore(attempt.maxScore)}
          </span>
          <span className="sr-only"> points</span>
        </span>
      </div>
    </Tooltip>
  );
}
