import { z } from 'zod';
import { LabSlug, Prose } from './labs.ts';
import { plainText } from './texts.ts';

/** So long may a text be that a learner hands in, in characters: some forty pages. */
export const longestText = 50_000;

/** Words as people count them: what stands between white space. A page counts as they are written, and a server before it takes them. */
export function countWords(text: string): number {
  return text.split(/\s+/).filter((word) => word !== '').length;
}

/** How far a criterion of the rubric is met: for all, half or none of its points. */
export const RubricLevel = z.enum(['full', 'half', 'none']);
export type RubricLevel = z.infer<typeof RubricLevel>;
/** Of a criterion's points. */
export const levelShare: Record<RubricLevel, number> = { full: 1, half: 0.5, none: 0 };

/** `handed_in`: waits for a reviewer; `returned`: another version is asked for; `reviewed`: its points stand. */
export const SubmissionState = z.enum(['handed_in', 'returned', 'reviewed']);
export type SubmissionState = z.infer<typeof SubmissionState>;

export const CriterionView = z.object({
  title: z.string(),
  points: z.number(),
  /** What each level looks like. */
  full: z.string(),
  half: z.string(),
  none: z.string(),
});
export type CriterionView = z.infer<typeof CriterionView>;

/** What a reviewer says of one criterion. */
export const CriterionMark = z.object({ level: RubricLevel, comment: plainText(2_000) });
export type CriterionMark = z.infer<typeof CriterionMark>;

/** One version of what was handed in. */
export const SubmissionVersion = z.object({
  version: z.number().int(),
  text: z.string(),
  prose: Prose,
  handedInAt: z.iso.datetime(),
  state: SubmissionState,
  /** Null until a reviewer has looked at it; as many as the rubric has criteria, in their order. */
  review: z
    .object({
      marks: z.array(CriterionMark),
      comment: z.string(),
      /** In points. */
      points: z.number(),
      reviewer: z.string(),
      at: z.iso.datetime(),
    })
    .nullable(),
});
export type SubmissionVersion = z.infer<typeof SubmissionVersion>;

/** What a learner writes or shows for a task that a person reviews. */
export const WorkView = z.object({
  /** What a written one begins with; empty for a recorded one, whose text is a note to the reviewer. */
  template: z.string(),
  minWords: z.number().int(),
  /** What a recorded one has to show, and in whose terminal. */
  show: z.array(z.string()),
  node: z.string().nullable(),
  criteria: z.array(CriterionView),
  draft: z.object({ text: z.string(), revision: z.number().int(), savedAt: z.iso.datetime() }).nullable(),
  /** The newest first. */
  versions: z.array(SubmissionVersion),
});
export type WorkView = z.infer<typeof WorkView>;

/** `PUT …/draft` and `POST …/hand-in`: `revision` is that of the draft that the text goes on from, 0 without one. */
export const DraftText = z.object({ text: plainText(longestText), revision: z.number().int().min(0) });
export type DraftText = z.infer<typeof DraftText>;

export const DraftSaved = z.object({ revision: z.number().int(), savedAt: z.iso.datetime() });
export type DraftSaved = z.infer<typeof DraftSaved>;

/** A line of the reviewers' queue. */
export const SubmissionSummary = z.object({
  attemptId: z.uuid(),
  taskId: z.string(),
  version: z.number().int(),
  kind: z.enum(['written', 'recorded']),
  lab: z.object({ slug: LabSlug, title: z.string() }),
  task: z.string(),
  points: z.number(),
  person: z.string(),
  handedInAt: z.iso.datetime(),
  state: SubmissionState,
  /** Who reviewed it, and when. */
  reviewer: z.string().nullable(),
  reviewedAt: z.iso.datetime().nullable(),
});
export type SubmissionSummary = z.infer<typeof SubmissionSummary>;

/** What a reviewer reads. */
export const SubmissionView = SubmissionSummary.extend({
  body: Prose,
  work: WorkView.omit({ draft: true }),
});
export type SubmissionView = z.infer<typeof SubmissionView>;

export const SubmissionQuery = z.object({ state: z.enum(['open', 'done']).default('open') });
export type SubmissionQuery = z.infer<typeof SubmissionQuery>;

/** `version` is the one that was read; a mark for each criterion, in their order. */
export const ReviewInput = z.object({
  version: z.number().int().min(1),
  marks: z.array(CriterionMark).min(1).max(50),
  comment: plainText(4_000),
  decision: z.enum(['accept', 'return']),
});
export type ReviewInput = z.infer<typeof ReviewInput>;
