import {
  DeparturesView,
  ErasedView,
  ErasureView,
  LeavingView,
  TypedConfirmation,
} from '@springboard/contracts/leaving.ts';
import { letBack, viewDepartures } from '@springboard/core/people/leaving/departures.ts';
import { endAccess, previewLeaving } from '@springboard/core/people/leaving/end-access.ts';
import { eraseData, previewErasure } from '@springboard/core/people/leaving/erase.ts';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';
import { PersonPath } from './person-path.ts';

export const departuresRoute = route({
  method: 'get',
  path: '/api/departures',
  summary: 'Who has left, and who asks for the deletion of their data',
  permission: 'person.any.manage',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: DeparturesView },
  handle: ({ actor }, { core }) => viewDepartures(core, actor),
});

export const previewLeavingRoute = route({
  method: 'get',
  path: '/api/people/{id}/leaving',
  summary: 'What would end with this person’s access',
  permission: ['team.own.manage', 'person.any.manage'],
  params: PersonPath,
  query: none,
  body: null,
  answer: { status: 200, schema: LeavingView },
  handle: ({ actor, params }, { core }) => previewLeaving(core, actor, params.id),
});

export const endAccessRoute = route({
  method: 'post',
  path: '/api/people/{id}/leaving',
  summary: 'End this person’s access, all of it and at once; managers do it for learners of their teams',
  permission: ['team.own.manage', 'person.any.manage'],
  params: PersonPath,
  query: none,
  body: TypedConfirmation,
  answer: { status: 200, schema: LeavingView },
  handle: ({ actor, params, body }, { core }) => endAccess(core, actor, params.id, body.confirm),
});

export const letBackRoute = route({
  method: 'delete',
  path: '/api/people/{id}/leaving',
  summary: 'Let somebody who has left sign in again',
  permission: 'person.any.manage',
  params: PersonPath,
  query: none,
  body: null,
  answer: { status: 204, schema: null },
  handle: ({ actor, params }, { core }) => letBack(core, actor, params.id),
});

export const previewErasureRoute = route({
  method: 'get',
  path: '/api/people/{id}/erasure',
  summary: 'What an erasure of this person’s data would take, and what it would leave',
  permission: 'person.any.manage',
  params: PersonPath,
  query: none,
  body: null,
  answer: { status: 200, schema: ErasureView },
  handle: ({ actor, params }, { core }) => previewErasure(core, actor, params.id),
});

export const eraseRoute = route({
  method: 'post',
  path: '/api/people/{id}/erasure',
  summary: 'Erase who somebody was who has left; a pseudonym keeps results and audit',
  permission: 'person.any.manage',
  params: PersonPath,
  query: none,
  body: TypedConfirmation,
  answer: { status: 200, schema: ErasedView },
  handle: ({ actor, params, body }, { core }) => eraseData(core, actor, params.id, body.confirm),
});
