import { HelpDetail } from '@springboard/contracts/help-queue.ts';
import { type KeepAnswer, KeptAnswer } from '@springboard/contracts/kept-answers.ts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { request, requestNothing } from './client.ts';

/** What others asked about a task. Seldom something new, and each opened task asks. */
export function taskKeptAnswersQuery(attemptId: string, taskId: string) {
  return queryOptions({
    queryKey: ['kept-answers', attemptId, taskId],
    queryFn: ({ signal }) =>
      request(
        `/attempts/${attemptId}/tasks/${encodeURIComponent(taskId)}/kept-answers`,
        z.array(KeptAnswer),
        { signal },
      ),
    staleTime: 5 * 60_000,
    retry: false,
  });
}

/** All that is kept of a lab. */
export function labKeptAnswersQuery(lab: string) {
  return queryOptions({
    queryKey: ['kept-answers', lab],
    queryFn: ({ signal }) => request(`/labs/${lab}/kept-answers`, z.array(KeptAnswer), { signal }),
  });
}

/** Keeps an answered question beside its task. */
export function keepAnswer(helpId: string, words: KeepAnswer): Promise<HelpDetail> {
  return request(`/help/${helpId}/keep`, HelpDetail, { method: 'POST', body: words });
}

export function removeKeptAnswer(id: string): Promise<void> {
  return requestNothing(`/kept-answers/${id}`, { method: 'DELETE' });
}
