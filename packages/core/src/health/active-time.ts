import type { ActiveSpan, ActiveTime } from '@springboard/db/repositories/active-time.ts';
import type { Context } from '../context.ts';

/** How the time that people were at an attempt is counted now. */
export function activeTime({ clock, limits }: Pick<Context, 'clock' | 'limits'>): ActiveTime {
  return { now: clock(), idleMs: limits.idlePauseMs ?? 0 };
}

/** Minutes of these times that lie between two moments; null where nothing is known of them. */
export function activeMinutes(
  spans: readonly Pick<ActiveSpan, 'from' | 'until'>[],
  from: Date,
  until: Date,
): number | null {
  if (spans.length === 0) return null;
  const within = spans.map((span) =>
    Math.max(
      0,
      Math.min(span.until.getTime(), until.getTime()) - Math.max(span.from.getTime(), from.getTime()),
    ),
  );
  return within.reduce((sum, ms) => sum + ms, 0) / 60_000;
}
