import { actorOf } from '@springboard/auth/actor.ts';
import { NoticesView } from '@springboard/contracts/notices.ts';
import { may } from '@springboard/core/access.ts';
import { viewNotices } from '@springboard/core/notices/read.ts';
import { none } from '../http/input.ts';
import { streamRoute } from '../http/route.ts';
import { openStream } from '../live/open-stream.ts';

export const noticeEvents = streamRoute({
  method: 'get',
  path: '/api/notices/events',
  summary: 'Server-sent events: all my notices as `notices`, at once and at each change',
  permission: 'notice.own.manage',
  params: none,
  query: none,
  body: null,
  handle: async ({ actor, request }, { core, auth, live, log }) => {
    let events = 0;
    return openStream(live, {
      personId: actor.personId,
      event: 'notices',
      concerns: (change) => change.kind === 'notice' && change.personId === actor.personId,
      gatherMs: 50,
      everyMs: null,
      view: async () => {
        const still = await actorOf(auth, request);
        if (still?.actor.personId !== actor.personId || !may(still.actor, 'notice.own.manage')) return null;
        const notices = await viewNotices(core, still.actor);
        return { id: ++events, data: JSON.stringify(NoticesView.parse(notices)) };
      },
      onError: (err) => log.warn({ err, requestId: request.id }, 'An event stream was ended by an error.'),
    });
  },
});
