import { z } from 'zod';

/** A lab's slug is its folder under `labs/`: `ceph/first-cluster`. */
export const LabSlug = z.string().regex(/^[a-z0-9-]+\/[a-z0-9-]+$/);
export const Level = z.enum(['beginner', 'intermediate', 'advanced']);

/** Who may watch walk-throughs of a lab, which show how it is solved. */
export const Walkthroughs = z.enum(['after-pass', 'always']);

/** Whether a lab can run on this installation now, and if not, why and what to do. */
export const Availability = z.discriminatedUnion('status', [
  z.object({ status: z.literal('available') }),
  /** `progress` is 0…1 while an image is being built; null when not known. */
  z.object({ status: z.literal('preparing'), reason: z.string(), progress: z.number().nullable() }),
  z.object({ status: z.literal('unavailable'), reason: z.string(), remedy: z.string() }),
]);
export type Availability = z.infer<typeof Availability>;

export const LabSummary = z.object({
  slug: LabSlug,
  title: z.string(),
  summary: z.string(),
  level: Level,
  minutes: z.number().int(),
  skills: z.array(z.string()),
  topology: z.string(),
  taskCount: z.number().int(),
  maxScore: z.number(),
  availability: Availability,
  /** Of the person who asks. */
  mine: z.object({
    bestScore: z.number().nullable(),
    attempts: z.number().int(),
    activeAttemptId: z.uuid().nullable(),
  }),
});
export type LabSummary = z.infer<typeof LabSummary>;

/**
 * Markdown compiled and sanitised on the server into a hast tree (JSON). `code` elements of kind "run" carry
 * `data-run="<node>"`, which the page turns into *copy* and *run in <node>* buttons.
 */
export const Prose = z.object({ type: z.literal('root'), children: z.array(z.unknown()) });
export type Prose = z.infer<typeof Prose>;

export const LabDetail = LabSummary.extend({
  intro: Prose,
  tasks: z.array(z.object({ id: z.string(), title: z.string(), points: z.number() })),
  nodes: z.array(z.object({ name: z.string(), title: z.string() })),
});
export type LabDetail = z.infer<typeof LabDetail>;
