import { LabSlug } from '@springboard/contracts/labs.ts';
import { z } from 'zod';

const item = {
  /** The slug of a lab, or a name without a slash of something to read or to teach: what results are kept under. */
  id: z.string(),
  /** Days after the start date; null: at any time. */
  due: z.number().int().nullable(),
  /** Ids of items above it. */
  requires: z.array(z.string()),
  optional: z.boolean(),
};

const LabItem = z.object({
  kind: z.literal('lab'),
  ...item,
  /** Share of its points from which it is done, 0 to 1. */
  pass: z.number(),
  secondReviewer: z.boolean(),
});

const ReadingItem = z.object({
  kind: z.literal('reading'),
  ...item,
  title: z.string(),
  /** An address, or a file and its text (Markdown): the one or the others are null. */
  url: z.string().nullable(),
  file: z.string().nullable(),
  markdown: z.string().nullable(),
});

/** A lab that is taught back: done once a walk-through of it by that person is published. */
const TeachItem = z.object({
  kind: z.literal('teach'),
  ...item,
  lab: LabSlug,
  /** So many people have to have found it helpful; null: nobody has to. */
  helpfulTo: z.number().int().nullable(),
});

export const PathItem = z.discriminatedUnion('kind', [LabItem, ReadingItem, TeachItem]);
export type PathItem = z.infer<typeof PathItem>;

/** What somebody is ready for, and what has to be shown for it. */
const ReadinessRule = z.object({
  id: z.string(),
  title: z.string(),
  labs: z.array(LabSlug),
  /** Share of its points that each of them needs, 0 to 1; null: as many as the path asks for. Paths that were stored earlier have none. */
  pass: z.number().nullable().default(null),
  /** Ids of skills. */
  signOffs: z.array(z.string()),
  /** Days; null: for good. */
  expires: z.number().int().nullable(),
});
export type ReadinessRule = z.infer<typeof ReadinessRule>;

/** A path after loading and validation, as it is stored. */
export const PathDefinition = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  owner: z.string().nullable(),
  /** Ids of paths to be completed before. */
  requires: z.array(z.string()),
  items: z.array(PathItem).min(1),
  readiness: z.array(ReadinessRule),
});
export type PathDefinition = z.infer<typeof PathDefinition>;
