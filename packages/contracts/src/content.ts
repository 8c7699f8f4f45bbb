import { z } from 'zod';
import { LabSlug } from './labs.ts';

/** An error in a file of content, at the place where it is mended. */
export const ContentProblemView = z.object({
  /** Relative to the content folder. */
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  message: z.string(),
});
export type ContentProblemView = z.infer<typeof ContentProblemView>;

/**
 * How a lab stands: `published` as the content has it; `kept` at its last good version, since the newest has problems; `unpublished`, since it never
 * was without; `withdrawn`, since the content has it no more.
 */
export const ContentLabState = z.enum(['published', 'kept', 'unpublished', 'withdrawn']);
export type ContentLabState = z.infer<typeof ContentLabState>;

export const ContentLab = z.object({
  slug: LabSlug,
  /** Null where there is no version to read it from. */
  title: z.string().nullable(),
  state: ContentLabState,
  /** Commit of the version that is or was published; null where no commit holds it. */
  commit: z.string().nullable(),
  publishedAt: z.iso.datetime().nullable(),
  withdrawnAt: z.iso.datetime().nullable(),
  problems: z.array(ContentProblemView),
});
export type ContentLab = z.infer<typeof ContentLab>;

/** Where labs come from, how far the catalogue has followed, and how each lab stands. */
export const ContentView = z.object({
  place: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('repository'), url: z.string(), branch: z.string(), folder: z.string() }),
    z.object({ kind: z.literal('folder'), folder: z.string() }),
  ]),
  /** What was read last; null before that, and when the folder has changes that no commit holds. */
  commit: z
    .object({ commit: z.string(), author: z.string(), at: z.iso.datetime(), subject: z.string() })
    .nullable(),
  /** A sync runs, or is asked for. */
  syncing: z.boolean(),
  /** Syncs that were asked for, and how many of these the last one that is over had seen. */
  requested: z.number().int(),
  done: z.number().int(),
  /** End of the last sync, and of the last one that could read the content. */
  syncedAt: z.iso.datetime().nullable(),
  goodAt: z.iso.datetime().nullable(),
  /** When it looks again by itself; null: only when somebody asks. */
  nextAt: z.iso.datetime().nullable(),
  /** Whether the repository may tell of a push by a webhook. */
  webhook: z.boolean(),
  /** Why the last sync could not read the content. */
  failure: z.object({ detail: z.string(), remedy: z.string() }).nullable(),
  /** In what belongs to no single lab: skills, paths. */
  problems: z.array(ContentProblemView),
  labs: z.array(ContentLab),
});
export type ContentView = z.infer<typeof ContentView>;

/** Answer of `POST /api/content/sync`: it is over when `done` of the view has reached this. */
export const ContentSyncRequest = z.object({ request: z.number().int() });
