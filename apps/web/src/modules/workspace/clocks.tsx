import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { Button } from '@springboard/ui/button.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { formatAbsolute, formatClock, formatDuration } from '@springboard/ui/time.ts';
import { Tooltip } from '@springboard/ui/tooltip.tsx';
import { useNow } from '@springboard/ui/use-now.ts';
import { Hourglass, Timer } from 'lucide-react';
import { urgency, workedFor } from './phase.ts';
import type { AttemptActions } from './use-attempt-actions.ts';

/** How long the person has been at it, from the moment the environment was ready. */
export function ElapsedClock({ attempt }: { readonly attempt: AttemptView }) {
  const now = useNow(1000);
  const worked = workedFor(attempt, now);
  return (
    <Tooltip label="Time since the environment was ready">
      <span className="inline-flex items-center gap-1.5 text-sm text-ink-2">
        <Timer aria-hidden className="size-4 text-ink-3" />
        <span className="sr-only">Time since ready: </span>
        <span className="min-w-10">{worked === null ? '–:––' : formatClock(worked)}</span>
      </span>
    </Tooltip>
  );
}

/** Time until the environment is taken away, and the button that gives more. It speaks up as the end comes near. */
export function TimeLeft({
  attempt,
  actions,
}: {
  readonly attempt: AttemptView;
  readonly actions: AttemptActions;
}) {
  const now = useNow(1000);
  const expiresAt = attempt.environment?.expiresAt ?? null;
  if (expiresAt === null) return null;
  const left = Date.parse(expiresAt) - now;
  const level = urgency(left);
  const text = level === 'calm' ? formatDuration(Math.ceil(left / 60_000) * 60_000) : formatClock(left);
  return (
    <span className="inline-flex items-center gap-1">
      <Tooltip label={`The environment is taken away at ${formatAbsolute(Date.parse(expiresAt))}`}>
        <span
          className={cx(
            'inline-flex items-center gap-1.5 text-sm whitespace-nowrap',
            level === 'calm'
              ? 'text-ink-2'
              : level === 'soon'
                ? 'text-warn-text'
                : 'font-medium text-bad-text',
          )}
        >
          <Hourglass aria-hidden className={cx('size-4', level === 'calm' && 'text-ink-3')} />
          <span>
            {text}
            <span className="max-lg:sr-only"> left</span>
          </span>
        </span>
      </Tooltip>
      <Button
        size="sm"
        variant={level === 'calm' ? 'ghost' : 'secondary'}
        busy={actions.acting === 'extend'}
        onClick={() => void actions.act('extend')}
      >
        Extend
      </Button>
    </span>
  );
}
