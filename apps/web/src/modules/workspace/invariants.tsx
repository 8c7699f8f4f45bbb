import type { InvariantView } from '@springboard/contracts/attempts.ts';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { formatDuration } from '@springboard/ui/time.ts';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { formatScore, spokenPoints } from '../attempts/score.ts';

/** What has to hold during the whole attempt, and when it did not. */
export function Invariants({ invariants }: { readonly invariants: readonly InvariantView[] }) {
  if (invariants.length === 0) return null;
  return (
    <section className="border-b border-line px-5 py-3" aria-labelledby="invariants">
      <h2 id="invariants" className="text-xs font-medium text-ink-2">
        Must hold all the time
      </h2>
      <ul className="mt-2 flex flex-col gap-2">
        {invariants.map((invariant) => (
          <Invariant key={invariant.id} invariant={invariant} />
        ))}
      </ul>
    </section>
  );
}

function Invariant({ invariant }: { readonly invariant: InvariantView }) {
  const { title, cost, costs, breaches } = invariant;
  const now = breaches.find((breach) => breach.endedAt === null);
  const Mark = now === undefined ? ShieldCheck : ShieldAlert;
  return (
    <li className="flex gap-2.5 text-sm">
      <Mark
        aria-hidden
        className={`mt-0.5 size-4 shrink-0 ${now === undefined ? 'text-good-text' : 'text-bad-text'}`}
      />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span>{title}</span>
          <span role="status" className={`text-xs ${now === undefined ? 'text-ink-3' : 'text-bad-text'}`}>
            {now === undefined ? 'Holds' : 'Does not hold'}
            {costs > 0
              ? ` · −${spokenPoints(costs)}`
              : cost > 0
                ? ` · a breach costs ${formatScore(cost)}`
                : ''}
          </span>
        </p>
        {breaches.map(({ beganAt, endedAt, text }) => (
          <p key={beganAt} className="mt-0.5 text-xs text-pretty text-ink-3">
            Breached <RelativeTime at={beganAt} />
            {endedAt === null ? '' : ` for ${formatDuration(Date.parse(endedAt) - Date.parse(beganAt))}`}
            {text === null ? '' : `: ${text}`}
          </p>
        ))}
      </div>
    </li>
  );
}
