import {
  longestWalkthrough,
  SaveWalkthrough,
  WalkthroughDraftView,
  WalkthroughView,
} from '@springboard/contracts/walkthroughs.ts';
import { beginWalkthrough, deleteDraft, getDraft, saveDraft } from '@springboard/core/walkthroughs/draft.ts';
import { publishWalkthrough, withdrawWalkthrough } from '@springboard/core/walkthroughs/publish.ts';
import { previewPart, previewWalkthrough } from '@springboard/core/walkthroughs/watch.ts';
import { none } from '../http/input.ts';
import { route, streamRoute } from '../http/route.ts';
import { AttemptPath } from './attempt-path.ts';
import { castHeaders, PartPath, WalkthroughPath } from './walkthrough-path.ts';

const onOwn = {
  permission: 'attempt.own.write',
  params: WalkthroughPath,
  query: none,
  body: null,
} as const;
const answersDraft = { ...onOwn, answer: { status: 200, schema: WalkthroughDraftView } } as const;

export const beginWalkthroughRoute = route({
  ...onOwn,
  method: 'post',
  path: '/api/attempts/{id}/walkthroughs',
  summary: 'Begin a walk-through of a lab that I have passed, from the recordings of this attempt',
  params: AttemptPath,
  answer: { status: 201, schema: WalkthroughDraftView },
  handle: ({ actor, params }, { core }) => beginWalkthrough(core, actor, params.id),
});

export const walkthroughDraftRoute = route({
  ...answersDraft,
  method: 'get',
  path: '/api/walkthroughs/{id}/draft',
  summary: 'My walk-through as I work on it, and what it still lacks',
  handle: ({ actor, params }, { core }) => getDraft(core, actor, params.id),
});

export const saveWalkthroughRoute = route({
  ...answersDraft,
  method: 'put',
  path: '/api/walkthroughs/{id}/draft',
  summary: 'Save it; what others see is not changed',
  body: SaveWalkthrough,
  maxBodyBytes: longestWalkthrough,
  handle: ({ actor, params, body }, { core }) => saveDraft(core, actor, params.id, body),
});

export const previewWalkthroughRoute = route({
  ...onOwn,
  method: 'get',
  path: '/api/walkthroughs/{id}/preview',
  summary: 'The draft as others would see it',
  answer: { status: 200, schema: WalkthroughView },
  handle: ({ actor, params }, { core }) => previewWalkthrough(core, actor, params.id),
});

export const previewPartRoute = streamRoute({
  ...onOwn,
  method: 'get',
  path: '/api/walkthroughs/{id}/preview/parts/{part}',
  summary: 'The span of one of its terminals, cut out as it is for others: asciicast v3',
  params: PartPath,
  handle: async ({ actor, params }, { core }) =>
    new Response(await previewPart(core, actor, params.id, params.part), { headers: castHeaders }),
});

export const publishWalkthroughRoute = route({
  ...answersDraft,
  method: 'post',
  path: '/api/walkthroughs/{id}/publish',
  summary: 'Show the draft to others',
  handle: ({ actor, params }, { core }) => publishWalkthrough(core, actor, params.id),
});

export const withdrawWalkthroughRoute = route({
  ...answersDraft,
  method: 'post',
  path: '/api/walkthroughs/{id}/withdraw',
  summary: 'Take it away from others; the draft is kept',
  handle: ({ actor, params }, { core }) => withdrawWalkthrough(core, actor, params.id),
});

export const deleteWalkthroughRoute = route({
  ...onOwn,
  method: 'delete',
  path: '/api/walkthroughs/{id}',
  summary: 'Remove a walk-through that is not published',
  answer: { status: 204, schema: null },
  handle: ({ actor, params }, { core }) => deleteDraft(core, actor, params.id),
});
