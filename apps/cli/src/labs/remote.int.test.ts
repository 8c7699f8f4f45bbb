import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApiToken } from '@springboard/auth/api-tokens.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import type { Permission } from '@springboard/contracts/roles.ts';
import {
  changeLabTest,
  insertLabTestStep,
  listOpenLabTests,
} from '@springboard/db/repositories/lab-tests.ts';
import { writeLab } from '@springboard/lab-format/testing/lab-folder.ts';
import { aPerson } from '@springboard/testkit/people.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { filesOf } from './testing/broken-labs.ts';

const cli = fileURLToPath(new URL('../main.ts', import.meta.url));
const apiMain = fileURLToPath(new URL('../../../api/src/main.ts', import.meta.url));
const common = {
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: join(repositoryRoot, 'node_modules/.cache/springboard-compile'),
};

let database: TestDatabase;
let api: ChildProcess;
let url: string;

/** The API alone: no worker takes a test up, and this file plays its part. */
beforeAll(async () => {
  database = await withDb();
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  url = `http://127.0.0.1:${port}`;
  api = fork(apiMain, {
    env: {
      ...common,
      SPRINGBOARD_INSTALLATION: '0badcafe',
      SPRINGBOARD_SECRET: Buffer.alloc(32, 7).toString('base64url'),
      SPRINGBOARD_ENGINE_PROBLEM: JSON.stringify({ reason: 'This is a test.', remedy: 'None is needed.' }),
      SPRINGBOARD_PORT: String(port),
      SPRINGBOARD_API_METRICS_PORT: 'off',
      DATABASE_URL: database.url,
      LOG_LEVEL: 'error',
    },
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(api, 'message');
});
afterAll(async () => {
  const exit = once(api, 'exit');
  api.kill('SIGTERM');
  await exit;
  await database.close();
});

async function tokenWith(scopes: readonly Permission[]): Promise<string> {
  const { id: personId } = await aPerson(database.db, { roles: ['author'] });
  const actor = { personId, roles: ['author'], scopes: null, via: 'session', ip: null } as const;
  const input = { name: 'ci', scopes: [...scopes], days: 1 };
  return (await createApiToken(database.db, actor, input)).secret;
}

function run(labs: string, token: string, ...more: string[]) {
  const words = ['lab', 'test', 'demo/lab', '--labs', labs, '--remote', url, '--seed', 's', ...more];
  const child = spawn(process.execPath, [cli, ...words], {
    env: { ...common, NO_COLOR: '1', ...(token === '' ? {} : { SPRINGBOARD_TOKEN: token }) },
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => {
      text += part;
    });
  return { child, ended: once(child, 'exit').then(([code]) => ({ code: code as number, text })) };
}

/** The test that the command has started. */
const started = () =>
  vi.waitFor(
    async () => {
      const [row] = await listOpenLabTests(database.db);
      if (!row) throw new Error('nothing was started yet');
      return row;
    },
    { timeout: 60_000, interval: 50 },
  );

it('sends the files, tells what the platform finds, and ends as a local test does', async () => {
  await using folder = await writeLab(filesOf({}));
  const junit = join(folder.root, 'out/junit.xml');
  const { ended } = run(folder.root, await tokenWith(['lab.test']), '--junit', junit);
  const row = await started();
  expect(row).toMatchObject({ slug: 'demo/lab', source: 'files', seed: 's' });
  const common = { labTestId: row.id, seed: 's', task: '1-say-it', durationMs: 1_500, checks: [], log: '' };
  await insertLabTestStep(database.db, { ...common, number: 1, step: 'untouched', ok: true, findings: [] });
  const found = { severity: 'error', what: 'It passes untouched.', mend: 'Ask for more.', seen: 'a line' };
  const failed = { ...common, number: 2, step: 'solve', ok: false, findings: [found], log: 'all it said' };
  await insertLabTestStep(database.db, failed);
  const now = new Date();
  await changeLabTest(database.db, row.id, { state: 'failed', startedAt: now, endedAt: now });
  const { code, text } = await ended;
  expect(code).toBe(1);
  expect(text).toContain('demo/lab, seed s');
  expect(text).toContain('ok    1-say-it: untouched');
  expect(text).toMatch(
    /FAIL {2}1-say-it: solve.*\n +error: It passes untouched\.\n +Ask for more\.\n +\| a line/,
  );
  expect(text).toContain(`All that was said: ${url}/lab-tests/${row.id}`);
  const xml = await readFile(junit, 'utf8');
  expect(xml).toContain('<testsuite name="demo/lab" tests="2" failures="1" errors="0"');
  expect(xml).toContain('<system-out>all it said</system-out>');
});

it('cancels what it started when it is ended', async () => {
  await using folder = await writeLab(filesOf({}));
  const { child, ended } = run(folder.root, await tokenWith(['lab.test']));
  const row = await started();
  child.kill('SIGTERM');
  expect(await ended).toMatchObject({ code: 1, text: expect.stringContaining('the test is cancelled') });
  expect(await listOpenLabTests(database.db)).toEqual([]);
  expect(row.state).toBe('queued');
});

it('says what is wrong before anything is started: no token, a narrow one, a lab that does not load', async () => {
  await using folder = await writeLab(filesOf({}));
  expect(await run(folder.root, '').ended).toMatchObject({
    code: 2,
    text: expect.stringContaining('SPRINGBOARD_TOKEN'),
  });
  expect(await run(folder.root, await tokenWith(['lab.read'])).ended).toMatchObject({
    code: 4,
    text: expect.stringContaining('without the scope lab.test'),
  });
  await using broken = await writeLab({ ...filesOf({}), 'lab.yaml': 'title: [\n' });
  const refused = await run(broken.root, await tokenWith(['lab.test'])).ended;
  expect(refused.code).toBe(1);
  expect(refused.text).toMatch(/demo\/lab\/lab\.yaml:\d+:\d+: /);
  expect(await listOpenLabTests(database.db)).toEqual([]);
});
