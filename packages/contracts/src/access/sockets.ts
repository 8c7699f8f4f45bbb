import { type AccessRow, cells, guarded } from './row.ts';

const workers = cells('own', 'own', 'own', 'no', 'no');

/** What listens beside the API's routes. A ticket or a grant, fetched from the API, or a registered key opens those for people. */
export const socketDoors: readonly AccessRow[] = [
  ...guarded(
    { scopes: ['terminal.own.open'], roles: workers, of: 'attempt', at: 'apps/gateway/src/server.ts' },
    ['WebSocket /terminal'],
  ),
  ...guarded(
    {
      scopes: ['terminal.any.follow'],
      roles: cells('no', 'no', 'own', 'no', 'no'),
      of: 'following',
      at: 'apps/gateway/src/server.ts',
    },
    ['WebSocket /terminal, of a learner whom one follows'],
  ),
  ...guarded(
    {
      scopes: ['terminal.own.open'],
      roles: workers,
      of: 'attempt',
      at: 'packages/terminal/src/node/ssh-server/server.ts',
    },
    ['SSH <attempt>@<host>'],
  ),
  ...guarded(
    { scopes: ['web-ui.own.open'], roles: workers, of: 'attempt', at: 'apps/gateway/src/server.ts' },
    ['POST <web tab>/.springboard/open', 'HTTP <web tab>/*', 'WebSocket <web tab>/*'],
  ),
  {
    door: 'GET <gateway>/health',
    at: 'apps/gateway/src/server.ts',
    open: 'numbers of sockets and sessions, nobody’s',
  },
  {
    door: 'GET <loopback>/metrics',
    at: 'packages/telemetry/src/metrics/serve-metrics.ts',
    open: 'counters, nobody’s; listens on loopback only',
  },
];
