import { AttemptView } from '@springboard/contracts/attempts.ts';
import type { Permission } from '@springboard/contracts/roles.ts';
import {
  DraftSaved,
  DraftText,
  ReviewInput,
  SubmissionQuery,
  SubmissionSummary,
  SubmissionView,
} from '@springboard/contracts/submissions.ts';
import { getReview, listReviews, review } from '@springboard/core/submissions/review.ts';
import { handIn, saveTaskDraft } from '@springboard/core/submissions/write.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';
import { TaskPath } from './attempt-path.ts';

const reviews: readonly Permission[] = ['submission.team.review', 'submission.review'];
const SubmissionPath = z.object({ id: z.uuid(), taskId: z.string().min(1).max(100) });
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
  summary: 'Work that waits for a reviewer, the oldest first, or that was reviewed last; never my own',
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
