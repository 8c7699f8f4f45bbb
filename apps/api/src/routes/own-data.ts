import { OwnDataView } from '@springboard/contracts/leaving.ts';
import { exportOwnData } from '@springboard/core/people/leaving/export-data.ts';
import { askForDeletion, viewOwnData } from '@springboard/core/people/leaving/own-data.ts';
import { none } from '../http/input.ts';
import { route, streamRoute } from '../http/route.ts';

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

export const exportDataRoute = streamRoute({
  method: 'get',
  path: '/api/me/data',
  summary: 'Everything the platform holds of me: a gzipped tar with JSON and recordings',
  permission: 'person.self.take',
  params: none,
  query: none,
  body: null,
  handle: async ({ actor }, { core }) =>
    new Response(await exportOwnData(core, actor), {
      headers: {
        'content-type': 'application/gzip',
        'content-disposition': 'attachment; filename="springboard-my-data.tar.gz"',
        'cache-control': 'no-store',
      },
    }),
});
