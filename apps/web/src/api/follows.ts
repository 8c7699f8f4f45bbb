import { AttemptView, TerminalTicket } from '@springboard/contracts/attempts.ts';
import { type AnswerFollow, FollowedTerminal } from '@springboard/contracts/follows.ts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { request } from './client.ts';

/** The learner may have opened another terminal; looked for so often, in ms. */
const lookEveryMs = 10_000;

/** Asks the learner of an attempt; follows at once where they agreed for the whole environment. */
export function askToFollow(attemptId: string): Promise<AttemptView> {
  return request('/follows', AttemptView, { method: 'POST', body: { attemptId } });
}

/** The learner's answer to a mentor who asks. */
export function answerFollow(id: string, answer: AnswerFollow['answer']): Promise<AttemptView> {
  return request(`/follows/${id}/answer`, AttemptView, { method: 'POST', body: { answer } });
}

/** Ends following, for either side. */
export function stopFollow(id: string): Promise<AttemptView> {
  return request(`/follows/${id}/stop`, AttemptView, { method: 'POST' });
}

/** Asks the learner to let this mentor type. */
export function askTakeover(id: string): Promise<AttemptView> {
  return request(`/follows/${id}/takeover`, AttemptView, { method: 'POST' });
}

export function answerTakeover(id: string, agree: boolean): Promise<AttemptView> {
  return request(`/follows/${id}/takeover/answer`, AttemptView, { method: 'POST', body: { agree } });
}

/** Gives the keyboard back to the learner, for either side. */
export function endTakeover(id: string): Promise<AttemptView> {
  return request(`/follows/${id}/takeover/end`, AttemptView, { method: 'POST' });
}

/** The terminals that a mentor who follows can look at. */
export function followedTerminalsQuery(id: string) {
  return queryOptions({
    queryKey: ['follows', id, 'terminals'],
    queryFn: ({ signal }) => request(`/follows/${id}/terminals`, z.array(FollowedTerminal), { signal }),
    refetchInterval: lookEveryMs,
  });
}

/** A one-use ticket that watches. */
export function requestFollowTicket(id: string, terminal: FollowedTerminal): Promise<TerminalTicket> {
  return request(`/follows/${id}/terminals`, TerminalTicket, { method: 'POST', body: terminal });
}
