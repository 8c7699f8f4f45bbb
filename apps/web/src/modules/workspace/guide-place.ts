import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { z } from 'zod';
import { currentTask, passedCount } from './verdicts.ts';

/** Id of the introduction among the sections. */
export const intro = 'intro';

const Place = z.object({
  /** The current task when this was kept; null when all were passed. */
  current: z.string().nullable(),
  /** Sections that were open. */
  open: z.array(z.string()),
  /** Scroll position in CSS pixels. */
  top: z.number().min(0),
});
/** Where somebody was in a guide. */
export type GuidePlace = z.infer<typeof Place>;

export interface GuideStart {
  readonly open: readonly string[];
  /** Where to scroll: a position, or the section of a task. */
  readonly at: { readonly top: number } | { readonly task: string };
}

/**
 * How a guide opens: where one was, if that is still the same task; at the current task, if there was progress or another page before;
 * else at the introduction.
 */
export function startOf(attempt: AttemptView, kept: GuidePlace | null): GuideStart {
  const current = currentTask(attempt)?.id ?? null;
  if (kept !== null && kept.current === current) return { open: kept.open, at: { top: kept.top } };
  if (current === null) return { open: [], at: { top: 0 } };
  if (kept !== null || passedCount(attempt) > 0) return { open: [current], at: { task: current } };
  return { open: [intro, current], at: { top: 0 } };
}

const keyOf = (attemptId: string) => `springboard.guide.${attemptId}`;

/** The place kept in this tab; null when there is none or it does not make sense. */
export function readPlace(attemptId: string): GuidePlace | null {
  try {
    const parsed = Place.safeParse(JSON.parse(sessionStorage.getItem(keyOf(attemptId)) ?? 'null'));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

export function keepPlace(attemptId: string, place: GuidePlace): void {
  try {
    sessionStorage.setItem(keyOf(attemptId), JSON.stringify(place));
  } catch {
    // Storage is closed to us: a reload then leads to the current task.
  }
}
