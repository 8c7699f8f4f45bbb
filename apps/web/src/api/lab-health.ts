import {
  FailureView,
  type FeedbackAnswer,
  type FeedbackInput,
  FeedbackView,
  LabHealth,
  LabHealthSummary,
} from '@springboard/contracts/lab-health.ts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { request } from './client.ts';

/** How each published lab does. */
export function labsHealthQuery(days: number) {
  return queryOptions({
    queryKey: ['lab-health', days],
    queryFn: ({ signal }) => request(`/lab-health?days=${days}`, z.array(LabHealthSummary), { signal }),
  });
}

export function labHealthQuery(lab: string, days: number) {
  return queryOptions({
    queryKey: ['lab-health', lab, days],
    queryFn: ({ signal }) => request(`/labs/${lab}/health?days=${days}`, LabHealth, { signal }),
  });
}

export function failuresQuery(lab: string, days: number, task: string, check: string) {
  const asked = new URLSearchParams({ days: String(days), task, check });
  return queryOptions({
    queryKey: ['lab-health', lab, days, task, check],
    queryFn: ({ signal }) => request(`/labs/${lab}/failures?${asked}`, z.array(FailureView), { signal }),
  });
}

/** What was said of the lab in an attempt. */
export function feedbackQuery(attemptId: string) {
  return queryOptions({
    queryKey: ['feedback', attemptId],
    queryFn: ({ signal }) => request(`/attempts/${attemptId}/feedback`, z.array(FeedbackView), { signal }),
  });
}

export function giveFeedback(attemptId: string, feedback: FeedbackInput): Promise<FeedbackView> {
  return request(`/attempts/${attemptId}/feedback`, FeedbackView, { method: 'POST', body: feedback });
}

export function answerFeedback(id: string, answer: FeedbackAnswer): Promise<FeedbackView> {
  return request(`/feedback/${id}/answer`, FeedbackView, { method: 'POST', body: answer });
}
