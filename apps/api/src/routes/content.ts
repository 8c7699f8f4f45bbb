import { actorOf } from '@springboard/auth/actor.ts';
import { ContentSyncRequest, ContentView } from '@springboard/contracts/content.ts';
import { may } from '@springboard/core/access.ts';
import { requestSync, requestSyncByWebhook } from '@springboard/core/content/request.ts';
import { viewContent } from '@springboard/core/content/view.ts';
import { none } from '../http/input.ts';
import { route, streamRoute } from '../http/route.ts';
import { signedRoute } from '../http/signed-route.ts';
import { openStream } from '../live/open-stream.ts';
import type { Services } from '../services.ts';

const webhookOf = ({ webhookSecret }: Services) => ({ webhook: webhookSecret.isSet });

export const contentRoute = route({
  method: 'get',
  path: '/api/content',
  summary: 'Where the labs come from, and how each of them stands',
  permission: 'content.read',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: ContentView },
  handle: ({ actor }, services) => viewContent(services.core, actor, webhookOf(services)),
});

export const contentEvents = streamRoute({
  method: 'get',
  path: '/api/content/events',
  summary: 'Server-sent events: the whole of it as `content`, at once and at each change',
  permission: 'content.read',
  params: none,
  query: none,
  body: null,
  handle: async ({ actor, request }, services) => {
    const { core, auth, live, log } = services;
    let events = 0;
    return openStream(live, {
      personId: actor.personId,
      event: 'content',
      concerns: (change) => change.kind === 'content',
      gatherMs: 100,
      everyMs: null,
      view: async () => {
        const still = await actorOf(auth, request);
        if (still?.actor.personId !== actor.personId || !may(still.actor, 'content.read')) return null;
        const view = await viewContent(core, still.actor, webhookOf(services));
        return { id: ++events, data: JSON.stringify(ContentView.parse(view)) };
      },
      onError: (err) => log.warn({ err, requestId: request.id }, 'An event stream was ended by an error.'),
    });
  },
});

export const syncContentRoute = route({
  method: 'post',
  path: '/api/content/sync',
  summary: 'Look at the content repository now',
  permission: 'content.sync',
  params: none,
  query: none,
  body: null,
  answer: { status: 202, schema: ContentSyncRequest },
  handle: ({ actor }, { core }) => requestSync(core, actor),
});

export const contentWebhookRoute = signedRoute({
  path: '/api/content/webhook',
  summary: 'For the content repository: there was a push (signed as GitHub, GitLab, Gitea and Forgejo do)',
  secret: ({ webhookSecret }) => webhookSecret.read(),
  handle: ({ core }) => requestSyncByWebhook(core),
});
