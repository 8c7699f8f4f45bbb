import { OwnDataView } from '@springboard/contracts/leaving.ts';
import { askForDeletion, viewOwnData } from '@springboard/core/people/leaving/own-data.ts';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';

export const ownDataRoute = route({
  method: 'get',
  path: '/api/me/deletion',
  summary: 'Whether I asked for the deletion of my data, and how long recordings are kept',
  permission: 'person.self.take',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: OwnDataView },
  handle: ({ actor }, { core }) => viewOwnData(core, actor),
});

export const askForDeletionRoute = route({
  method: 'put',
  path: '/api/me/deletion',
  summary: 'Ask the operators for the deletion of my data',
  permission: 'person.self.take',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: OwnDataView },
  handle: ({ actor }, { core }) => askForDeletion(core, actor, true),
});

export const keepDataRoute = route({
  method: 'delete',
  path: '/api/me/deletion',
  summary: 'Take that back',
  permission: 'person.self.take',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: OwnDataView },
  handle: ({ actor }, { core }) => askForDeletion(core, actor, false),
});
