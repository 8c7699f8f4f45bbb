import { type ChildProcess, execFile, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createApiToken } from '@springboard/auth/api-tokens.ts';
import { hostOperator } from '@springboard/auth/host-token.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import type { Permission, Role } from '@springboard/contracts/roles.ts';
import { insertEnvironmentEvent } from '@springboard/db/repositories/environments.ts';
import { environment, type environmentEvent, pool, poolDemand } from '@springboard/db/schema/environments.ts';
import { apiToken } from '@springboard/db/schema/people.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { pairTopology } from '@springboard/environments/pair-topology.ts';
import { aPerson } from '@springboard/testkit/people.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const cli = fileURLToPath(new URL('../main.ts', import.meta.url));
const apiMain = fileURLToPath(new URL('../../../api/src/main.ts', import.meta.url));
const nothing = '/nonexistent/springboard-state';
/** Compiled code is kept between runs, as `npm run springboard` keeps it. */
const common = {
  PATH: process.env.PATH,
  NODE_COMPILE_CACHE: join(repositoryRoot, 'node_modules/.cache/springboard-compile'),
};

let database: TestDatabase;
let api: ChildProcess;
let port: number;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

/** The API as the launcher starts it, on a machine without an engine. */
beforeAll(async () => {
  database = await withDb();
  port = await freePort();
  api = fork(apiMain, {
    env: {
      PATH: process.env.PATH,
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

const onTheHost = (): Record<string, string> => ({
  DATABASE_URL: database.url,
  SPRINGBOARD_PORT: String(port),
  SPRINGBOARD_STATE: nothing,
});
const fromAfar = (token: string): Record<string, string> => ({
  SPRINGBOARD_URL: `http://127.0.0.1:${port}`,
  SPRINGBOARD_TOKEN: token,
  SPRINGBOARD_STATE: nothing,
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

function run(env: Record<string, string>, ...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env: { ...common, ...env } };
    const child = execFile(process.execPath, [cli, ...args], options, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    );
    child.stdin?.end();
  });
}

async function anEnvironment(state: 'pooled' | 'failed' | 'ready' = 'pooled'): Promise<string> {
  const [row] = await database.db
    .insert(environment)
    .values({
      topology: 'linux-single',
      purpose: 'pool',
      state,
      spec: { topology: { ...pairTopology, name: 'linux-single' }, images: {} },
      publicKey: 'k',
      sealedPrivateKey: 's',
    })
    .returning({ id: environment.id });
  return row?.id ?? '';
}

async function aToken(role: Role, scopes: Permission[]): Promise<string> {
  const { id } = await aPerson(database.db, { roles: [role] });
  const actor = { personId: id, roles: [role], scopes: null, via: 'session', ip: null } as const;
  return (await createApiToken(database.db, actor, { name: 'cli', scopes, days: 1 })).secret;
}

describe('on the platform’s own host', () => {
  it('lists without a token, for people and for programs, and leaves no token behind', async () => {
    const id = await anEnvironment();
    const shown = await run(onTheHost(), 'env', 'list');
    expect(shown).toMatchObject({ code: 0, err: '' });
    expect(shown.out).toMatch(new RegExp(`^${id.slice(0, 8)} +pooled +- +linux-single +the pool`, 'm'));
    const { out } = await run(onTheHost(), 'env', 'list', '--json', '--state', 'pooled');
    expect((JSON.parse(out) as { id: string }[]).map((one) => one.id)).toContain(id);
    expect(await database.db.$count(apiToken, eq(apiToken.personId, hostOperator.id))).toBe(0);
    const made = await database.db.select().from(auditEvent).where(eq(auditEvent.action, 'api-token.create'));
    expect(made.at(-1)).toMatchObject({
      actor: 'system',
      detail: { name: 'springboard env list', scopes: ['environment.any.read'] },
    });
  });

  it('destroys only when told to be sure, and as somebody the audit knows', async () => {
    const id = await anEnvironment();
    const asked = await run(onTheHost(), 'env', 'destroy', id.slice(0, 13));
    expect([asked.code, asked.err]).toEqual([2, expect.stringContaining('--yes')]);
    expect(await run(onTheHost(), 'env', 'destroy', id, '--yes')).toMatchObject({ code: 0 });
    const [row] = await database.db.select().from(environment).where(eq(environment.id, id));
    expect(row?.state).toBe('destroying');
    const [line] = await database.db.select().from(auditEvent).where(eq(auditEvent.subjectId, id));
    expect(line).toMatchObject({ actor: hostOperator.id, action: 'environment.operator-destroy' });
  });

  it('does several at once, and says which could not be done', async () => {
    const id = await anEnvironment('failed');
    const missing = crypto.randomUUID();
    const ended = await run(onTheHost(), 'env', 'retry', missing, id);
    expect(ended.code).toBe(5);
    expect(ended.err).toContain(missing);
    expect(ended.out).toContain(id.slice(0, 8));
  });

  it('sets pools, keeping the mode where none is given', async () => {
    expect(await run(onTheHost(), 'pool', 'set', 'linux-single', '3', '--mode', 'frozen')).toMatchObject({
      code: 0,
    });
    expect(await run(onTheHost(), 'pool', 'set', 'linux-single', '1')).toMatchObject({ code: 0 });
    expect(await database.db.select().from(pool)).toMatchObject([{ target: 1, mode: 'frozen' }]);
    expect((await run(onTheHost(), 'pool', 'list')).out).toMatch(/linux-single +frozen +1/);
    expect((await run(onTheHost(), 'pool', 'set', 'nothing', '1')).code).toBe(5);
    expect((await run(onTheHost(), 'pool', 'set', 'linux-single', 'many')).code).toBe(2);
  });

  it('says what will be wanted of a pool, shows it, and forgets it by the first digits', async () => {
    const demand = (...more: string[]) => run(onTheHost(), 'pool', 'demand', 'linux-single', ...more);
    const soon = await demand(
      '--count',
      '12',
      '--from',
      '+10m',
      '--until',
      '+3h',
      '--reason',
      'Monday’s class',
    );
    expect(soon).toMatchObject({ code: 0, err: '' });
    const [row] = await database.db.select().from(poolDemand);
    expect(row).toMatchObject({ topology: 'linux-single', count: 12, reason: 'Monday’s class' });
    expect((row?.until.getTime() ?? 0) - (row?.from.getTime() ?? 0)).toBe(3 * 3_600_000);
    const id = row?.id.slice(0, 8) ?? '';
    expect(soon.out).toMatch(new RegExp(`^${id}: 12 of linux-single are wanted from \\d{4}-`));
    const pool = (...args: string[]) => run(onTheHost(), 'pool', ...args);
    const [list, show, asJson, bad, backwards, missing] = await Promise.all([
      pool('list'),
      pool('show', 'linux-single'),
      pool('show', 'linux-single', '--json'),
      demand('--count', '1', '--from', 'tomorrow'),
      demand('--count', '1', '--from', '+2h', '--until', 'now'),
      pool('show', 'nothing'),
    ]);
    for (const { out } of [list, show])
      expect(out).toMatch(new RegExp(`^${id} +linux-single +12 .* Monday’s class$`, 'm'));
    expect(show.out).toContain('12 are wanted now');
    expect(JSON.parse(asJson.out)).toMatchObject({ wanted: 12, demands: [{ id: row?.id }] });
    expect([bad.code, bad.err]).toEqual([2, expect.stringContaining('--from tomorrow is no moment')]);
    expect([backwards.code, backwards.err]).toEqual([
      1,
      expect.stringContaining('must be after the beginning'),
    ]);
    expect(missing.code).toBe(5);

    expect(await pool('forget', id)).toMatchObject({ code: 0, err: '' });
    expect(await database.db.$count(poolDemand)).toBe(0);
    expect((await pool('forget', id)).code).toBe(5);
    const lines = await database.db.select().from(auditEvent).where(eq(auditEvent.action, 'pool.forget'));
    expect(lines).toMatchObject([{ actor: hostOperator.id, subjectId: 'linux-single' }]);
  });

  it('ends with 1 while there is a critical alarm', async () => {
    const { code, out } = await run(onTheHost(), 'status');
    expect([code, out]).toEqual([1, expect.stringContaining('The engine cannot be used')]);
  });
});

describe('from afar', () => {
  it('works with a token of an operator, and no further than its scopes', async () => {
    const token = await aToken('operator', ['environment.any.read']);
    const id = await anEnvironment();
    const shown = await run(fromAfar(token), 'env', 'show', id.slice(0, 9));
    expect([shown.code, shown.out]).toEqual([0, expect.stringContaining('host1')]);
    const refused = await run(fromAfar(token), 'env', 'destroy', id, '--yes');
    expect([refused.code, refused.err]).toEqual([4, expect.stringContaining('environment.any.manage')]);
  });

  it('is refused with a token of a learner, and with one that is none', async () => {
    const token = await aToken('learner', ['lab.read']);
    expect((await run(fromAfar(token), 'env', 'list')).code).toBe(4);
    expect((await run(fromAfar('sb_nothing'), 'env', 'list')).code).toBe(4);
  });

  it('says what to do where there is neither a token nor an installation, or nobody answers', async () => {
    const nowhere = await run({ SPRINGBOARD_STATE: nothing, SPRINGBOARD_PORT: String(port) }, 'env', 'list');
    expect([nowhere.code, nowhere.err]).toEqual([4, expect.stringContaining('SPRINGBOARD_TOKEN')]);
    const away = { ...fromAfar('sb_x'), SPRINGBOARD_URL: `http://127.0.0.1:${await freePort()}` };
    expect((await run(away, 'env', 'list')).code).toBe(3);
  });
});

describe('logs', () => {
  it('follow an environment until it has ended, each event once', async () => {
    const id = await anEnvironment('ready');
    const event = (more: Partial<typeof environmentEvent.$inferInsert>) =>
      insertEnvironmentEvent(database.db, { environmentId: id, kind: 'stage', actor: 'system', ...more });
    await event({ stage: 'boot', stageStatus: 'failed', durationMs: 1200, log: 'first line\nsecond line' });
    const child = spawn(process.execPath, [cli, 'env', 'logs', id, '--follow'], {
      env: { ...common, ...onTheHost() },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    const first = Promise.withResolvers<void>();
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('second line')) first.resolve();
    });
    const exit = once(child, 'exit');
    await first.promise;
    await event({ kind: 'state', fromState: 'ready', toState: 'destroyed', reason: 'operator' });
    await database.db.update(environment).set({ state: 'destroyed' }).where(eq(environment.id, id));
    expect((await exit)[0]).toBe(0);
    expect(said).toMatch(
      /boot failed {2}1\.2 s\n {4}first line\n {4}second line\n.*ready → destroyed \(operator\)\n$/s,
    );
    expect(said.match(/boot failed/g)).toHaveLength(1);
  });
});
