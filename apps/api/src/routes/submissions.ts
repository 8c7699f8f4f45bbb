import { AttemptView } from '@springboard/contracts/attempts.ts';
import type { Permission } from '@springboard/contracts/roles.ts';
import {
  DraftSaved,
  DraftText,
  LineCommentChange,
  LineCommentInput,
  MomentCommentInput,
  ReviewInput,
  ReviewTaken,
  SubmissionQuery,
  SubmissionSummary,
  SubmissionView,
  WorkPreview,
  WorkText,
} from '@springboard/contracts/submissions.ts';
import {
  commentOnLines,
  commentOnMoment,
  settleComment,
  takeBackComment,
} from '@springboard/core/submissions/line-comments.ts';
import { previewWork } from '@springboard/core/submissions/preview.ts';
import { listReviews } from '@springboard/core/submissions/queue.ts';
import { getReview, review } from '@springboard/core/submissions/review.ts';
import { takeReview } from '@springboard/core/submissions/take.ts';
import { handIn, saveTaskDraft } from '@springboard/core/submissions/write.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';
import { TaskPath } from './attempt-path.ts';

const reviews: readonly Permission[] = [
  'submission.peer.review',
  'submission.team.review',
  'submission.review',
];
const SubmissionPath = z.object({ id: z.uuid(), taskId: z.string().min(1).max(100) });
const CommentPath = SubmissionPath.extend({ commentId: z.uuid() });
const onTask = {
  permission: 'attempt.own.write',
  params: TaskPath,
  query: none,
  body: DraftText,
} as const;

export const saveDraftRoute = route({
  ...onTask,
  method: 'put',
  path: '/api/attempts/{id}/tasks/{taskId}/draft',
  summary: 'Keep what I am writing for a task; names the draft that it goes on from',
  answer: { status: 200, schema: DraftSaved },
  handle: ({ actor, params, body }, { core }) => saveTaskDraft(core, actor, params.id, params.taskId, body),
});

export const previewWorkRoute = route({
  ...onTask,
  method: 'post',
  path: '/api/attempts/{id}/tasks/{taskId}/preview',
  summary: 'How what I am writing for a task will read; keeps nothing',
  body: WorkText,
  answer: { status: 200, schema: WorkPreview },
  handle: ({ actor, params, body }, { core }) => previewWork(core, actor, params.id, params.taskId, body),
});

export const handInRoute = route({
  ...onTask,
  method: 'post',
  path: '/api/attempts/{id}/tasks/{taskId}/hand-in',
  summary: 'Hand in the work of a task for review',
  answer: { status: 200, schema: AttemptView },
  handle: ({ actor, params, body }, { core }) => handIn(core, actor, params.id, params.taskId, body),
});

export const listSubmissionsRoute = route({
  method: 'get',
  path: '/api/submissions',
  summary: 'Work that waits for my review, the oldest first, or that was reviewed last; never my own',
  permission: reviews,
  params: none,
  query: SubmissionQuery,
  body: null,
  answer: { status: 200, schema: z.array(SubmissionSummary) },
  handle: ({ actor, query }, { core }) => listReviews(core, actor, query),
});

export const getSubmissionRoute = route({
  method: 'get',
  path: '/api/submissions/{id}/{taskId}',
  summary: 'What was handed in for a task of an attempt, with its rubric',
  permission: reviews,
  params: SubmissionPath,
  query: none,
  body: null,
  answer: { status: 200, schema: SubmissionView },
  handle: ({ actor, params }, { core }) => getReview(core, actor, params.id, params.taskId),
});

export const reviewSubmissionRoute = route({
  method: 'post',
  path: '/api/submissions/{id}/{taskId}/review',
  summary: 'Mark a version by the rubric, and accept it or ask for another one',
  permission: reviews,
  params: SubmissionPath,
  query: none,
  body: ReviewInput,
  answer: { status: 200, schema: SubmissionView },
  handle: ({ actor, params, body }, { core }) => review(core, actor, params.id, params.taskId, body),
});

export const takeSubmissionRoute = route({
  method: 'put',
  path: '/api/submissions/{id}/{taskId}/taken',
  summary: 'Say that I am at the newest version, or that I am not; it locks nobody out',
  permission: reviews,
  params: SubmissionPath,
  query: none,
  body: ReviewTaken,
  answer: { status: 200, schema: SubmissionView },
  handle: ({ actor, params, body }, { core }) => takeReview(core, actor, params.id, params.taskId, body),
});

export const addLineCommentRoute = route({
  method: 'post',
  path: '/api/submissions/{id}/{taskId}/comments',
  summary: 'Comment on lines of the newest version; its writer sees it with my review',
  permission: reviews,
  params: SubmissionPath,
  query: none,
  body: LineCommentInput,
  answer: { status: 200, schema: SubmissionView },
  handle: ({ actor, params, body }, { core }) => commentOnLines(core, actor, params.id, params.taskId, body),
});

export const addMomentCommentRoute = route({
  method: 'post',
  path: '/api/submissions/{id}/{taskId}/moments',
  summary: 'Comment on a moment of recorded work in its newest version; its writer sees it with my review',
  permission: reviews,
  params: SubmissionPath,
  query: none,
  body: MomentCommentInput,
  answer: { status: 200, schema: SubmissionView },
  handle: ({ actor, params, body }, { core }) => commentOnMoment(core, actor, params.id, params.taskId, body),
});

export const settleLineCommentRoute = route({
  method: 'put',
  path: '/api/submissions/{id}/{taskId}/comments/{commentId}',
  summary: 'Say that a comment was seen to, or that it was not',
  permission: reviews,
  params: CommentPath,
  query: none,
  body: LineCommentChange,
  answer: { status: 200, schema: SubmissionView },
  handle: ({ actor, params, body }, { core }) =>
    settleComment(core, actor, params.id, params.taskId, params.commentId, body),
});

export const takeBackLineCommentRoute = route({
  method: 'delete',
  path: '/api/submissions/{id}/{taskId}/comments/{commentId}',
  summary: 'Take back a comment of mine that its writer has not seen yet',
  permission: reviews,
  params: CommentPath,
  query: none,
  body: null,
  answer: { status: 200, schema: SubmissionView },
  handle: ({ actor, params }, { core }) =>
    takeBackComment(core, actor, params.id, params.taskId, params.commentId),
});
