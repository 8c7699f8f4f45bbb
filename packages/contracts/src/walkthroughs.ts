import { z } from 'zod';
import { LabSlug, Prose } from './labs.ts';
import { RecordingView } from './recordings.ts';
import { plainText } from './texts.ts';

const moment = z.iso.datetime();

/** A span of one recording of the attempt that a walk-through is made from. */
export const WalkthroughSpan = z.object({
  /** Name of the recording. */
  recording: z.string().max(200),
  from: moment,
  until: moment,
});
export type WalkthroughSpan = z.infer<typeof WalkthroughSpan>;

/** A moment of a recording that is worth going to, with what there is to say of it (Markdown). */
export const Chapter = z.object({
  recording: z.string().max(200),
  at: moment,
  title: plainText(80),
  text: plainText(2_000),
});
export type Chapter = z.infer<typeof Chapter>;

/** What its author works on; it may lack anything. */
export const WalkthroughDraft = z.object({
  title: plainText(120),
  parts: z.array(WalkthroughSpan).max(8),
  chapters: z.array(Chapter).max(40),
});
export type WalkthroughDraft = z.infer<typeof WalkthroughDraft>;

/** `PUT /api/walkthroughs/{id}/draft`: names the version of the draft that it goes on from. */
export const SaveWalkthrough = WalkthroughDraft.extend({ revision: z.number().int().min(0) });
export type SaveWalkthrough = z.infer<typeof SaveWalkthrough>;
/** Of such a body, in bytes: every text as long as it may be, in characters of four bytes. */
export const longestWalkthrough = 512 * 1024;

/** What others say of it; without names, and in no order that tells of when. */
export const WalkthroughRating = z.object({ average: z.number().nullable(), count: z.number().int() });
export type WalkthroughRating = z.infer<typeof WalkthroughRating>;

/** `PUT /api/walkthroughs/{id}/rating`: how helpful it was, 1 to 5. */
export const RateWalkthrough = z.object({
  stars: z.number().int().min(1).max(5),
  text: plainText(500).trim().default(''),
});
export type RateWalkthrough = z.infer<typeof RateWalkthrough>;

/** `POST /api/walkthroughs/{id}/hide` */
export const HideWalkthrough = z.object({ reason: plainText(500).trim().min(3) });
export type HideWalkthrough = z.infer<typeof HideWalkthrough>;

const Hidden = z.object({ reason: z.string(), at: moment }).nullable();

/** A published one, as the page of its lab lists it. */
export const WalkthroughSummary = z.object({
  id: z.uuid(),
  title: z.string(),
  author: z.string(),
  mine: z.boolean(),
  publishedAt: moment,
  /** As it was recorded, all parts together. */
  seconds: z.number(),
  chapters: z.array(z.string()),
  rating: WalkthroughRating,
  hidden: Hidden,
});
export type WalkthroughSummary = z.infer<typeof WalkthroughSummary>;

/** One's own, published or not. */
export const OwnWalkthrough = z.object({
  id: z.uuid(),
  title: z.string(),
  published: z.boolean(),
  /** What is published is older than the draft. */
  changed: z.boolean(),
  savedAt: moment,
  hidden: Hidden,
});
export type OwnWalkthrough = z.infer<typeof OwnWalkthrough>;

/** `GET /api/labs/{group}/{name}/walkthroughs` */
export const LabWalkthroughs = z.object({
  /** False: they are shown once one has passed the lab. */
  open: z.boolean(),
  /** Of others, also where they are not shown. */
  count: z.number().int(),
  walkthroughs: z.array(WalkthroughSummary),
  own: z.array(OwnWalkthrough),
  /** Whether one may make one: `not-passed` before one has passed the lab; null: one does no labs. */
  make: z.enum(['yes', 'not-passed']).nullable(),
  /** One's own attempts that have recordings, the newest first: what one can be made from. */
  attempts: z.array(z.object({ id: z.uuid(), number: z.number().int(), startedAt: moment })),
});
export type LabWalkthroughs = z.infer<typeof LabWalkthroughs>;

/** One as it is watched. */
export const WalkthroughView = z.object({
  id: z.uuid(),
  lab: z.object({ slug: LabSlug, title: z.string() }),
  title: z.string(),
  author: z.string(),
  mine: z.boolean(),
  /** Null in a preview. */
  publishedAt: moment.nullable(),
  /** By their place: `GET /api/walkthroughs/{id}/parts/{number}` has the first one as number 0. */
  parts: z.array(z.object({ node: z.string(), number: z.number().int(), from: moment, until: moment })),
  /** `part`: number of the part that it is in. */
  chapters: z.array(
    z.object({ part: z.number().int(), at: moment, title: z.string(), body: Prose.nullable() }),
  ),
  rating: WalkthroughRating,
  myRating: z.object({ stars: z.number().int(), text: z.string() }).nullable(),
  mayRate: z.boolean(),
  /** For its author and for who may hide it; null for others. */
  said: z.array(z.object({ stars: z.number().int(), text: z.string() })).nullable(),
  hidden: Hidden,
  mayHide: z.boolean(),
});
export type WalkthroughView = z.infer<typeof WalkthroughView>;

/** `GET /api/walkthroughs/{id}/draft`: for its author. */
export const WalkthroughDraftView = z.object({
  id: z.uuid(),
  attemptId: z.uuid(),
  lab: z.object({ slug: LabSlug, title: z.string() }),
  draft: WalkthroughDraft,
  revision: z.number().int(),
  savedAt: moment,
  published: z.boolean(),
  changed: z.boolean(),
  hidden: Hidden,
  /** Recordings of its attempt, with the moment from which on they are removed. */
  recordings: z.array(RecordingView.extend({ keptUntil: moment })),
  /** What has to be done before it can be published. */
  missing: z.array(z.string()),
});
export type WalkthroughDraftView = z.infer<typeof WalkthroughDraftView>;
