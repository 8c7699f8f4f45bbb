import { AttemptView } from '@springboard/contracts/attempts.ts';
import {
  DraftSaved,
  type DraftText,
  type LineCommentInput,
  type MomentCommentInput,
  type ReviewInput,
  SubmissionSummary,
  SubmissionView,
  WorkPreview,
} from '@springboard/contracts/submissions.ts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { request } from './client.ts';

const taskPath = (id: string, taskId: string) => `/attempts/${id}/tasks/${encodeURIComponent(taskId)}`;
const reviewPath = (id: string, taskId: string) => `/submissions/${id}/${encodeURIComponent(taskId)}`;

/** Keeps what is being written. */
export function saveDraft(id: string, taskId: string, draft: DraftText): Promise<DraftSaved> {
  return request(`${taskPath(id, taskId)}/draft`, DraftSaved, { method: 'PUT', body: draft });
}

/** How a text will read; each text is asked for once. */
export function workPreviewQuery(id: string, taskId: string, text: string) {
  return queryOptions({
    queryKey: ['work-preview', id, taskId, text],
    queryFn: ({ signal }) =>
      request(`${taskPath(id, taskId)}/preview`, WorkPreview, { method: 'POST', body: { text }, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  });
}

/** Hands it in for review. */
export function handIn(id: string, taskId: string, draft: DraftText): Promise<AttemptView> {
  return request(`${taskPath(id, taskId)}/hand-in`, AttemptView, { method: 'POST', body: draft });
}

/** The reviewers' queue, or what was reviewed last. */
export function submissionsQuery(state: 'open' | 'done') {
  return queryOptions({
    queryKey: ['submissions', state],
    queryFn: ({ signal }) => request(`/submissions?state=${state}`, z.array(SubmissionSummary), { signal }),
    refetchInterval: 30_000,
  });
}

export function submissionQuery(id: string, taskId: string) {
  return queryOptions({
    queryKey: ['submissions', id, taskId],
    queryFn: ({ signal }) => request(reviewPath(id, taskId), SubmissionView, { signal }),
  });
}

export function sendReview(id: string, taskId: string, review: ReviewInput): Promise<SubmissionView> {
  return request(`${reviewPath(id, taskId)}/review`, SubmissionView, { method: 'POST', body: review });
}

/** Says to the other reviewers whether one is at it. */
export function takeReview(id: string, taskId: string, taken: boolean): Promise<SubmissionView> {
  return request(`${reviewPath(id, taskId)}/taken`, SubmissionView, { method: 'PUT', body: { taken } });
}

export function addLineComment(
  id: string,
  taskId: string,
  comment: LineCommentInput,
): Promise<SubmissionView> {
  return request(`${reviewPath(id, taskId)}/comments`, SubmissionView, { method: 'POST', body: comment });
}

export function addMomentComment(
  id: string,
  taskId: string,
  comment: MomentCommentInput,
): Promise<SubmissionView> {
  return request(`${reviewPath(id, taskId)}/moments`, SubmissionView, { method: 'POST', body: comment });
}

export function settleLineComment(
  id: string,
  taskId: string,
  commentId: string,
  settled: boolean,
): Promise<SubmissionView> {
  const path = `${reviewPath(id, taskId)}/comments/${commentId}`;
  return request(path, SubmissionView, { method: 'PUT', body: { settled } });
}

/** Takes back a comment that its writer has not seen. */
export function takeBackLineComment(id: string, taskId: string, commentId: string): Promise<SubmissionView> {
  return request(`${reviewPath(id, taskId)}/comments/${commentId}`, SubmissionView, { method: 'DELETE' });
}
