import type { EnvironmentView } from '@springboard/contracts/environments.ts';
import { formatClock, formatTimeOfDay } from '@springboard/ui/time.ts';
import { Hourglass } from 'lucide-react';
import { useState } from 'react';
import type { AttemptActions } from '../workspace/use-attempt-actions.ts';
import { ExtendButton } from './clocks.tsx';
import { extension, noExtension, type Urgency, urgency } from './expiry.ts';
import { Strip } from './strip.tsx';
import { useTimeLeft } from './use-time-left.ts';

/** The end comes near: when, what is kept, and *Extend* right there. The first warning can be put away, then the second comes. */
export function ExpiryStrip({
  environment,
  actions,
}: {
  readonly environment: EnvironmentView;
  readonly actions: AttemptActions;
}) {
  const [seen, setSeen] = useState<{ level: Urgency; of: string | null } | null>(null);
  const left = useTimeLeft(environment);
  const level = left === null ? 'calm' : urgency(left);
  const dismissed = seen?.level === level && seen.of === environment.expiresAt;
  const shown = left !== null && level !== 'calm' && environment.pause === null && !dismissed;
  const minutes = level === 'now' ? 5 : 15;
  return (
    <section aria-label="Time left">
      <p role={level === 'now' ? 'alert' : 'status'} className="sr-only">
        {shown ? `The environment is taken away in less than ${minutes} minutes.` : ''}
      </p>
      {shown ? (
        <Strip
          tone={level === 'now' ? 'bad' : 'warn'}
          icon={<Hourglass aria-hidden />}
          title={left <= 0 ? 'Its time is up.' : `${formatClock(left)} left.`}
          end={
            actions.active && environment.canExtend ? (
              <ExtendButton environment={environment} actions={actions} />
            ) : undefined
          }
          onDismiss={() => setSeen({ level, of: environment.expiresAt })}
        >
          {extension(environment) === 'never'
            ? noExtension
            : `The environment is taken away at ${formatTimeOfDay(Date.parse(environment.expiresAt ?? ''))} with everything on its nodes. What you passed is stored.`}
        </Strip>
      ) : null}
    </section>
  );
}
