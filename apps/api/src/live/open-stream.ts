import { ProblemError } from '@springboard/contracts/problems.ts';
import type { LiveViews, Subscriber } from './live-views.ts';

/** Answers a stream of server-sent events. Errors, as a problem document before a stream begins: `too-many-requests`. */
export function openStream(live: LiveViews, subscriber: Subscriber): Response {
  if (!live.hasRoom(subscriber.personId)) {
    throw new ProblemError('too-many-requests', 'Too many open pages', {
      detail: 'You have pages open in too many places to keep them all current.',
      remedy: 'Close some of the pages.',
    });
  }
  return new Response(live.open(subscriber), {
    headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' },
  });
}
