import {
  HideWalkthrough,
  LabWalkthroughs,
  RateWalkthrough,
  WalkthroughView,
} from '@springboard/contracts/walkthroughs.ts';
import { ratesWalkthroughs, watchesWalkthroughs } from '@springboard/core/walkthroughs/access.ts';
import { hideWalkthrough } from '@springboard/core/walkthroughs/hide.ts';
import { listWalkthroughs } from '@springboard/core/walkthroughs/list.ts';
import { rateWalkthrough } from '@springboard/core/walkthroughs/rate.ts';
import { getWalkthrough, openPart } from '@springboard/core/walkthroughs/watch.ts';
import { none } from '../http/input.ts';
import { route, streamRoute } from '../http/route.ts';
import { LabPath } from './labs.ts';
import { castHeaders, PartPath, WalkthroughPath } from './walkthrough-path.ts';

const onOne = { params: WalkthroughPath, query: none, body: null } as const;
const answersOne = { ...onOne, answer: { status: 200, schema: WalkthroughView } } as const;

export const labWalkthroughsRoute = route({
  method: 'get',
  path: '/api/labs/{group}/{name}/walkthroughs',
  summary: 'Walk-throughs of a lab by colleagues, as far as I may watch them, and my own',
  permission: 'lab.read',
  params: LabPath,
  query: none,
  body: null,
  answer: { status: 200, schema: LabWalkthroughs },
  handle: ({ actor, params }, { core }) => listWalkthroughs(core, actor, `${params.group}/${params.name}`),
});

export const getWalkthroughRoute = route({
  ...answersOne,
  method: 'get',
  path: '/api/walkthroughs/{id}',
  summary: 'A published walk-through with its chapters',
  permission: Object.values(watchesWalkthroughs),
  handle: ({ actor, params }, { core }) => getWalkthrough(core, actor, params.id),
});

export const walkthroughPartRoute = streamRoute({
  ...onOne,
  method: 'get',
  path: '/api/walkthroughs/{id}/parts/{part}',
  summary: 'What one of its terminals printed in the span that is published, and nothing else: asciicast v3',
  permission: Object.values(watchesWalkthroughs),
  params: PartPath,
  handle: async ({ actor, params }, { core }) =>
    new Response(await openPart(core, actor, params.id, params.part), { headers: castHeaders }),
});

export const rateWalkthroughRoute = route({
  ...answersOne,
  method: 'put',
  path: '/api/walkthroughs/{id}/rating',
  summary: 'Say how helpful it was; its author reads it without my name',
  permission: Object.values(ratesWalkthroughs),
  body: RateWalkthrough,
  handle: ({ actor, params, body }, { core }) => rateWalkthrough(core, actor, params.id, body),
});

export const hideWalkthroughRoute = route({
  ...answersOne,
  method: 'post',
  path: '/api/walkthroughs/{id}/hide',
  summary: 'Hide it from learners; its author is told why',
  permission: 'walkthrough.any.hide',
  body: HideWalkthrough,
  handle: ({ actor, params, body }, { core }) => hideWalkthrough(core, actor, params.id, body.reason),
});

export const showWalkthroughRoute = route({
  ...answersOne,
  method: 'post',
  path: '/api/walkthroughs/{id}/show',
  summary: 'Show one again that a mentor has hidden',
  permission: 'walkthrough.any.hide',
  handle: ({ actor, params }, { core }) => hideWalkthrough(core, actor, params.id, null),
});
