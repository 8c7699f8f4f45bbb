import { actorOf } from '@springboard/auth/actor.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { getAttempt } from '@springboard/core/attempts.ts';
import { none } from '../http/input.ts';
import { streamRoute } from '../http/route.ts';
import { AttemptPath, readsAttempt } from './attempt-path.ts';

export const attemptEvents = streamRoute({
  method: 'get',
  path: '/api/attempts/{id}/events',
  summary: 'Server-sent events: the whole attempt as `attempt`, at once and at each change',
  permission: readsAttempt,
  params: AttemptPath,
  query: none,
  body: null,
  handle: async ({ actor, params, request }, { core, auth, live, log }) => {
    // Refused as a problem document, before a stream begins.
    await getAttempt(core, actor, params.id);
    if (!live.hasRoom(actor.personId)) {
      throw new ProblemError('too-many-requests', 'Too many open pages', {
        detail: 'You have this lab open in too many places to keep them all current.',
        remedy: 'Close some of the pages.',
      });
    }
    const stream = live.open({
      personId: actor.personId,
      event: 'attempt',
      concerns: (change) => change.kind === 'attempt' && change.attemptId === params.id,
      gatherMs: 25,
      everyMs: null,
      view: async () => {
        const still = await actorOf(auth, request);
        if (still?.actor.personId !== actor.personId) return null;
        try {
          const view = await getAttempt(core, still.actor, params.id);
          return { id: view.revision, data: JSON.stringify(view) };
        } catch (error) {
          if (error instanceof ProblemError && error.status < 500) return null;
          throw error;
        }
      },
      onError: (err) => log.warn({ err, requestId: request.id }, 'An event stream was ended by an error.'),
    });
    return new Response(stream, {
      headers: { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' },
    });
  },
});
