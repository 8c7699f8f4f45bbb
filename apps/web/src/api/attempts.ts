import { AttemptSummary, AttemptView, TerminalTicket } from '@springboard/contracts/attempts.ts';
import { WebUiGrant } from '@springboard/contracts/web-uis.ts';
import { type QueryClient, queryOptions, replaceEqualDeep } from '@tanstack/react-query';
import { z } from 'zod';
import { request, requestNothing, whileItRests } from './client.ts';

/** The attempts of the person who asks, newest first. */
export const attemptsQuery = queryOptions({
  queryKey: ['attempts'],
  queryFn: async ({ signal }) => {
    const attempts = await request('/attempts', z.array(AttemptSummary), { signal });
    return attempts.toSorted((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  },
});

/**
 * One attempt, whole. While it goes on it is kept current by `useAttemptEvents`, and so never goes stale by itself; once it is over reviews and answers
 * come without an event, and it is asked for anew whenever somebody looks.
 */
export function attemptQuery(id: string) {
  return queryOptions({
    queryKey: ['attempts', id],
    queryFn: ({ signal }) => request(`/attempts/${id}`, AttemptView, { signal }),
    staleTime: ({ state }) => (state.data?.state === 'active' ? Number.POSITIVE_INFINITY : 0),
    refetchInterval: whileItRests,
    structuralSharing: (previous, next) => newest(previous as AttemptView | undefined, next as AttemptView),
  });
}

/**
 * The newer of two views of one attempt. Answers and pushes may overtake each other; the higher revision wins. What
 * did not change keeps its identity, so that only what did is drawn anew.
 */
export function newest(previous: AttemptView | undefined, next: AttemptView): AttemptView {
  if (previous === undefined || previous.id !== next.id) return next;
  return previous.revision > next.revision ? previous : replaceEqualDeep(previous, next);
}

/** Puts a pushed or answered view into the cache unless a newer one is there already. */
export function applyAttempt(client: QueryClient, next: AttemptView): void {
  client.setQueryData(attemptQuery(next.id).queryKey, (previous) => newest(previous, next));
}

/** Starts an attempt, or answers the active one at that lab. */
export function startAttempt(lab: string): Promise<AttemptView> {
  return request('/attempts', AttemptView, { method: 'POST', body: { lab } });
}

export type AttemptAction = 'finish' | 'reset' | 'retry' | 'extend' | 'pause' | 'resume';

export function actOnAttempt(id: string, action: AttemptAction): Promise<AttemptView> {
  return request(`/attempts/${id}/${action}`, AttemptView, { method: 'POST' });
}

/** Saves the disks of all nodes under a title; done when the environment is `ready` again. */
export function createSavePoint(id: string, title: string): Promise<AttemptView> {
  return request(`/attempts/${id}/save-points`, AttemptView, { method: 'POST', body: { title } });
}

/** Takes all disks back to a save point; done when the environment is `ready` again. */
export function rewindTo(id: string, savePointId: string): Promise<AttemptView> {
  return request(`/attempts/${id}/save-points/${savePointId}/rewind`, AttemptView, { method: 'POST' });
}

export function deleteSavePoint(id: string, savePointId: string): Promise<AttemptView> {
  return request(`/attempts/${id}/save-points/${savePointId}`, AttemptView, { method: 'DELETE' });
}

/** Asks for the checks of one task to run now; the verdicts come as pushes. */
export function askForCheck(id: string, taskId: string): Promise<void> {
  return requestNothing(`/attempts/${id}/tasks/${encodeURIComponent(taskId)}/check`, { method: 'POST' });
}

/** Hands in the answers to all questions of a quiz. */
export function answerQuiz(
  id: string,
  taskId: string,
  answers: Record<string, string[]>,
): Promise<AttemptView> {
  const body = { answers };
  return request(`/attempts/${id}/tasks/${encodeURIComponent(taskId)}/answers`, AttemptView, {
    method: 'POST',
    body,
  });
}

/** Opens a hint, which costs what was said before. */
export function openHint(id: string, taskId: string, index: number): Promise<AttemptView> {
  return request(`/attempts/${id}/tasks/${encodeURIComponent(taskId)}/hints/${index}`, AttemptView, {
    method: 'POST',
  });
}

/** A one-use ticket for the gateway. */
export function requestTicket(id: string, node: string, number: number): Promise<TerminalTicket> {
  return request(`/attempts/${id}/terminals`, TerminalTicket, { method: 'POST', body: { node, number } });
}

/** A one-use grant for a web tab. */
export function requestWebUi(id: string, name: string): Promise<WebUiGrant> {
  return request(`/attempts/${id}/web-uis`, WebUiGrant, { method: 'POST', body: { name } });
}
