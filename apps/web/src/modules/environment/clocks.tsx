import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { EnvironmentView } from '@springboard/contracts/environments.ts';
import { Button, buttonClass } from '@springboard/ui/button.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { formatAbsolute, formatClock, formatDuration } from '@springboard/ui/time.ts';
import { Tooltip } from '@springboard/ui/tooltip.tsx';
import { useNow } from '@springboard/ui/use-now.ts';
import { Hourglass, Timer } from 'lucide-react';
import type { AttemptActions } from '../workspace/use-attempt-actions.ts';
import { extension, noExtension, urgency } from './expiry.ts';
import { workedFor } from './phase.ts';
import { useTimeLeft } from './use-time-left.ts';

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

/** Time until the environment is taken away, and the button that gives more. While paused it stands still. */
export function TimeLeft({
  attempt,
  actions,
}: {
  readonly attempt: AttemptView;
  readonly actions: AttemptActions;
}) {
  const { environment } = attempt;
  const left = useTimeLeft(environment);
  if (environment === null || left === null) return null;
  const level = urgency(left);
  const text = level === 'calm' ? formatDuration(Math.ceil(left / 60_000) * 60_000) : formatClock(left);
  const paused = environment.pause !== null;
  return (
    <span className="inline-flex items-center gap-1">
      <Tooltip
        label={
          paused
            ? 'Its time stands still while it is paused'
            : `The environment is taken away at ${formatAbsolute(Date.parse(environment.expiresAt ?? ''))}`
        }
      >
        <span
          className={cx(
            'inline-flex items-center gap-1.5 text-sm whitespace-nowrap',
            paused || level === 'calm'
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
      <ExtendButton environment={environment} actions={actions} quiet />
    </span>
  );
}

export interface ExtendButtonProps {
  readonly environment: EnvironmentView;
  readonly actions: AttemptActions;
  readonly quiet?: boolean;
}

/** Gives more time. Where there is none left to give it stays, and says why. */
export function ExtendButton({ environment, actions, quiet = false }: ExtendButtonProps) {
  const variant = quiet ? 'ghost' : 'secondary';
  const offer = extension(environment);
  if (offer === 'not-now') return null;
  if (offer === 'never') {
    return (
      <Tooltip label={noExtension}>
        <button
          type="button"
          aria-disabled
          aria-description={noExtension}
          className={cx(
            buttonClass(variant, 'sm'),
            'pointer-events-auto! cursor-default! hover:bg-transparent!',
          )}
        >
          Extend
        </button>
      </Tooltip>
    );
  }
  return (
    <Button
      size="sm"
      variant={variant}
      busy={actions.acting === 'extend'}
      onClick={() => void actions.act('extend')}
    >
      Extend
    </Button>
  );
}
