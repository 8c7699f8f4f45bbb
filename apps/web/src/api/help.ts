import { AttemptView } from '@springboard/contracts/attempts.ts';
import { HelpDetail, HelpQueue } from '@springboard/contracts/help-queue.ts';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { request, whileItRests } from './client.ts';
import type { VisibleEvents } from './use-visible-events.ts';

/** Asks mentors about a task. */
export function askForHelp(attemptId: string, taskId: string, question: string): Promise<AttemptView> {
  return request(`/attempts/${attemptId}/tasks/${encodeURIComponent(taskId)}/help`, AttemptView, {
    method: 'POST',
    body: { question },
  });
}

/** The learner takes a question back, or closes it. */
export function endHelp(id: string): Promise<AttemptView> {
  return request(`/help/${id}/end`, AttemptView, { method: 'POST' });
}

/** What learners ask mentors. */
export const helpQueueQuery = queryOptions({
  queryKey: ['help'],
  queryFn: ({ signal }) => request('/help', HelpQueue, { signal }),
  refetchInterval: whileItRests,
});

/** The same, live. */
export const helpEvents: VisibleEvents = {
  url: '/api/help/events',
  event: 'help',
  schema: HelpQueue,
  query: {
    queryKey: helpQueueQuery.queryKey,
    queryFn: ({ signal }) => request('/help', HelpQueue, { signal }),
  },
};

export function helpQuery(id: string) {
  return queryOptions({
    queryKey: ['help', id],
    queryFn: ({ signal }) => request(`/help/${id}`, HelpDetail, { signal }),
  });
}

export type HelpAction = 'take' | 'give-back' | 'close';

export function actOnHelp(id: string, action: HelpAction): Promise<HelpDetail> {
  return request(`/help/${id}/${action}`, HelpDetail, { method: 'POST' });
}

/** Answers a question, in Markdown. */
export function answerHelp(id: string, answer: string): Promise<HelpDetail> {
  return request(`/help/${id}/answer`, HelpDetail, { method: 'POST', body: { answer } });
}

/** Shows what was answered; the queue comes by its events. */
export function applyHelp(client: QueryClient, detail: HelpDetail): void {
  client.setQueryData(helpQuery(detail.id).queryKey, detail);
}
