import { actorOf } from '@springboard/auth/actor.ts';
import { HelpQueue } from '@springboard/contracts/help-queue.ts';
import { may } from '@springboard/core/access.ts';
import { viewHelpQueue } from '@springboard/core/help/queue.ts';
import { none } from '../http/input.ts';
import { streamRoute } from '../http/route.ts';
import { openStream } from '../live/open-stream.ts';

export const helpEvents = streamRoute({
  method: 'get',
  path: '/api/help/events',
  summary: 'Server-sent events: the whole queue of questions as `help`, at once and at each change',
  permission: 'help.any.answer',
  params: none,
  query: none,
  body: null,
  handle: async ({ actor, request }, { core, auth, live, log }) => {
    let events = 0;
    return openStream(live, {
      personId: actor.personId,
      event: 'help',
      concerns: (change) => change.kind === 'help',
      gatherMs: 50,
      everyMs: null,
      view: async () => {
        const still = await actorOf(auth, request);
        if (still?.actor.personId !== actor.personId || !may(still.actor, 'help.any.answer')) return null;
        const queue = await viewHelpQueue(core, still.actor);
        return { id: ++events, data: JSON.stringify(HelpQueue.parse(queue)) };
      },
      onError: (err) => log.warn({ err, requestId: request.id }, 'An event stream was ended by an error.'),
    });
  },
});
