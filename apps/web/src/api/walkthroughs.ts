import {
  LabWalkthroughs,
  type RateWalkthrough,
  type SaveWalkthrough,
  WalkthroughDraftView,
  WalkthroughView,
} from '@springboard/contracts/walkthroughs.ts';
import { queryOptions } from '@tanstack/react-query';
import { request, requestNothing, requestText } from './client.ts';

const pathOf = (id: string) => `/walkthroughs/${encodeURIComponent(id)}`;

/** Walk-throughs of a lab by colleagues, and one's own. */
export function labWalkthroughsQuery(slug: string) {
  return queryOptions({
    queryKey: ['walkthroughs', 'lab', slug],
    queryFn: ({ signal }) => request(`/labs/${slug}/walkthroughs`, LabWalkthroughs, { signal }),
  });
}

/** One as others see it, or as they would see the draft. */
export function walkthroughQuery(id: string, preview: boolean) {
  return queryOptions({
    queryKey: ['walkthroughs', id, preview],
    queryFn: ({ signal }) =>
      request(`${pathOf(id)}${preview ? '/preview' : ''}`, WalkthroughView, { signal }),
  });
}

/** What one of its terminals printed. */
export function walkthroughPart(
  id: string,
  part: number,
  preview: boolean,
  signal: AbortSignal,
): Promise<string> {
  return requestText(`${pathOf(id)}${preview ? '/preview' : ''}/parts/${part}`, { signal });
}

/** One's own, to be worked on. */
export function walkthroughDraftQuery(id: string) {
  return queryOptions({
    queryKey: ['walkthroughs', id, 'draft'],
    queryFn: ({ signal }) => request(`${pathOf(id)}/draft`, WalkthroughDraftView, { signal }),
  });
}

export function beginWalkthrough(attemptId: string): Promise<WalkthroughDraftView> {
  return request(`/attempts/${attemptId}/walkthroughs`, WalkthroughDraftView, { method: 'POST' });
}

export function saveWalkthrough(id: string, body: SaveWalkthrough): Promise<WalkthroughDraftView> {
  return request(`${pathOf(id)}/draft`, WalkthroughDraftView, { method: 'PUT', body });
}

export function changeWalkthrough(id: string, action: 'publish' | 'withdraw'): Promise<WalkthroughDraftView> {
  return request(`${pathOf(id)}/${action}`, WalkthroughDraftView, { method: 'POST' });
}

/** Removes one that is not published. */
export function deleteWalkthrough(id: string): Promise<void> {
  return requestNothing(pathOf(id), { method: 'DELETE' });
}

export function rateWalkthrough(id: string, body: RateWalkthrough): Promise<WalkthroughView> {
  return request(`${pathOf(id)}/rating`, WalkthroughView, { method: 'PUT', body });
}

/** Hides it from learners for a reason, or shows it again. */
export function hideWalkthrough(id: string, reason: string | null): Promise<WalkthroughView> {
  return reason === null
    ? request(`${pathOf(id)}/show`, WalkthroughView, { method: 'POST' })
    : request(`${pathOf(id)}/hide`, WalkthroughView, { method: 'POST', body: { reason } });
}
