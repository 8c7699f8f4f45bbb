import { z } from 'zod';
import { LabSlug, Prose } from './labs.ts';
import { RecordingView } from './recordings.ts';
import { plainText, writtenText } from './texts.ts';

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

/** `accept`: its points are to stand; `return`: another version is asked for. */
export const ReviewDecision = z.enum(['accept', 'return']);
export type ReviewDecision = z.infer<typeof ReviewDecision>;

/** What one reviewer said of a version. */
export const ReviewView = z.object({
  reviewer: z.string(),
  /** They reviewed it as somebody who has passed the same lab, not as a mentor or a manager. */
  peer: z.boolean(),
  decision: ReviewDecision,
  /** As many as the rubric has criteria, in their order. */
  marks: z.array(CriterionMark),
  comment: z.string(),
  /** In points. */
  points: z.number(),
  at: z.iso.datetime(),
});
export type ReviewView = z.infer<typeof ReviewView>;

const CommentView = z.object({
  id: z.uuid(),
  text: z.string(),
  author: z.string(),
  /** The person who asks wrote it. */
  own: z.boolean(),
  /** Its writer sees it: reviewers see what they wrote themselves before they have sent their review, and nobody else does. */
  sent: z.boolean(),
  at: z.iso.datetime(),
  /** A reviewer has seen that it was seen to. */
  settledAt: z.iso.datetime().nullable(),
});
/** A comment on what a reviewer is shown, wherever in it. */
export type CommentView = z.infer<typeof CommentView>;

/** A comment on lines of a version, counted from 1 in its Markdown as it was handed in, both included. */
export const LineCommentView = CommentView.extend({ fromLine: z.number().int(), toLine: z.number().int() });
export type LineCommentView = z.infer<typeof LineCommentView>;

/** A comment on a moment of a recording, which may have been removed since. */
export const MomentCommentView = CommentView.extend({
  recording: RecordingView.pick({ name: true, node: true, number: true, startedAt: true }),
  moment: z.iso.datetime(),
});
export type MomentCommentView = z.infer<typeof MomentCommentView>;

/** One version of what was handed in. */
export const SubmissionVersion = z.object({
  version: z.number().int(),
  text: z.string(),
  prose: Prose,
  handedInAt: z.iso.datetime(),
  state: SubmissionState,
  /** So many people have to accept it. */
  reviewers: z.number().int(),
  /** The first first. */
  reviews: z.array(ReviewView),
  /** What it has come to once it is `reviewed`: the lowest of what its reviewers gave. */
  points: z.number().nullable(),
  /** In the order of their lines. */
  comments: z.array(LineCommentView),
  /** On recorded work, in the order of their moments. */
  moments: z.array(MomentCommentView),
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

/** `POST …/preview`: a text, and how it reads. */
export const WorkText = DraftText.pick({ text: true });
export type WorkText = z.infer<typeof WorkText>;
export const WorkPreview = z.object({ prose: Prose });
export type WorkPreview = z.infer<typeof WorkPreview>;

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
  /** Its writer; null for who is asked as a peer. */
  person: z.string().nullable(),
  handedInAt: z.iso.datetime(),
  state: SubmissionState,
  /** So many people have to accept it, and who has looked at it so far, the first first. */
  reviewers: z.number().int(),
  reviewedBy: z.array(z.string()),
  /** Who has said that they are at it, and since when. */
  taken: z.object({ by: z.string(), own: z.boolean(), at: z.iso.datetime() }).nullable(),
  /** The person who asks is asked as a peer, not as a mentor or a manager. */
  asPeer: z.boolean(),
});
export type SubmissionSummary = z.infer<typeof SubmissionSummary>;

/** What a reviewer reads. */
export const SubmissionView = SubmissionSummary.extend({
  body: Prose,
  work: WorkView.omit({ draft: true }),
  /** The newest version waits for a review of the person who asks, or may have one of theirs instead of a peer's. */
  canReview: z.boolean(),
});
export type SubmissionView = z.infer<typeof SubmissionView>;

export const SubmissionQuery = z.object({ state: z.enum(['open', 'done']).default('open') });
export type SubmissionQuery = z.infer<typeof SubmissionQuery>;

/** `version` is the one that was read; a mark for each criterion, in their order. */
export const ReviewInput = z.object({
  version: z.number().int().min(1),
  marks: z.array(CriterionMark).min(1).max(50),
  comment: plainText(4_000),
  decision: ReviewDecision,
});
export type ReviewInput = z.infer<typeof ReviewInput>;

/** `POST …/comments`: on the newest version, from a line to a line, counted from 1. */
export const LineCommentInput = z
  .object({
    version: z.number().int().min(1),
    fromLine: z.number().int().min(1),
    toLine: z
      .number()
      .int()
      .min(1)
      .max(longestText + 1),
    text: writtenText(4_000),
  })
  .refine(({ fromLine, toLine }) => fromLine <= toLine, {
    path: ['toLine'],
    message: 'is before the first line',
  });
export type LineCommentInput = z.infer<typeof LineCommentInput>;

/** `POST …/moments`: on the newest version of recorded work, at a moment of one of its recordings. */
export const MomentCommentInput = z.object({
  version: z.number().int().min(1),
  recording: z.string().max(200),
  moment: z.iso.datetime(),
  text: writtenText(4_000),
});
export type MomentCommentInput = z.infer<typeof MomentCommentInput>;

/** `PUT …/comments/{commentId}`: whether it was seen to. */
export const LineCommentChange = z.object({ settled: z.boolean() });
export type LineCommentChange = z.infer<typeof LineCommentChange>;

/** Lines of a text as reviewers and the database count them: also a last one that is empty. */
export function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

/** `PUT …/taken`: whether the person who asks is at it. */
export const ReviewTaken = z.object({ taken: z.boolean() });
export type ReviewTaken = z.infer<typeof ReviewTaken>;
