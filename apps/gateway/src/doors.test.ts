import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { accessRows } from '@springboard/contracts/access/table.ts';
import { expect, it } from 'vitest';

/** What listens, by its source: a server of Node's, of `ws`, or of Hono. */
const opensSocket = /\b(createServer|createAdaptorServer|new WebSocketServer|new Server)\(/;

const beside = new Map([
  ['apps/api/src/http/serve.ts', 'serves the routes, which have rows of their own'],
  ['apps/cli/src/backup/restore.ts', 'looks for a free port, and closes it'],
  ['packages/host/src/facts/resources.ts', 'tries whether a port is free, and closes it'],
  ['packages/driver-incus/src/engine-proxy.ts', 'stands between driver and engine in tests'],
  ['packages/driver-incus/src/told-engine.ts', 'is an engine in tests'],
]);

it('every source that opens a socket is in the access table', () => {
  const sources = globSync('{apps,packages}/*/src/**/*.{ts,tsx}', { cwd: repositoryRoot }).filter(
    (path) => !/\.test\.tsx?$|\/testing\/|^packages\/testkit\//.test(path),
  );
  const found = sources.filter((path) => opensSocket.test(readFileSync(join(repositoryRoot, path), 'utf8')));
  const rows = new Set(accessRows.flatMap(({ at }) => (at === undefined ? [] : [at])));
  expect(found.filter((path) => !beside.has(path)).toSorted()).toEqual([...rows].toSorted());
});
