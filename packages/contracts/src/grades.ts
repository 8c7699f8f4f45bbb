import { z } from 'zod';
import { AttemptState } from './attempts.ts';
import { LabSlug } from './labs.ts';

/** A line of how an attempt's score came about. Of one attempt the scores of all lines but the last add up to the last, unless that would be under zero. */
export const GradeLine = z.object({
  person: z.string(),
  email: z.string(),
  lab: LabSlug,
  attempt: z.uuid(),
  number: z.number().int(),
  state: AttemptState,
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** Title of the task or of the invariant; `Score` in the last line of an attempt. */
  item: z.string(),
  kind: z.enum(['task', 'invariant', 'sum']),
  /** In points: what was won, what hints or breaches took off, what that makes, and what could be won. */
  won: z.number(),
  off: z.number(),
  score: z.number(),
  points: z.number(),
  /** Waits for a reviewer: what it wins comes on top. */
  inReview: z.boolean(),
});
export type GradeLine = z.infer<typeof GradeLine>;

/** Which attempts are exported; all without it. */
export const GradeQuery = z.object({
  lab: LabSlug.optional(),
  /** Attempts started at this time or later. */
  since: z.iso.datetime().optional(),
});
export type GradeQuery = z.infer<typeof GradeQuery>;
