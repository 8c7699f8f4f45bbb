import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGzip } from 'node:zlib';
import { newIdentity, readInstallation, writeInstallation } from '@springboard/config/installation.ts';
import { type LauncherConfig, loadLauncherConfig } from '@springboard/config/launcher.ts';
import { appliedMigrations, migrateTo } from '@springboard/db/backup/applied.ts';
import { fillWithReleaseData } from '@springboard/db/dump/release-data.ts';
import { startEmbedded } from '@springboard/db/embedded.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { type TestDatabase, withDb, withEmptyDb } from '@springboard/testkit/with-db.ts';
import { sql } from 'drizzle-orm';
import { Client } from 'pg';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { backUp } from './backup.ts';
import { restore } from './restore.ts';

let folder: string;
let archive: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'springboard-backup-'));
  // As root the embedded server runs as another user, who has to get through.
  await chmod(folder, 0o711);
  archive = join(folder, 'springboard.backup');
});
afterEach(() => rm(folder, { recursive: true }));

const recording = `recordings/${randomUUID()}/host1.1.1795966948874.${randomUUID()}.cast`;

/** What a walk-through shows of one. */
const taught = `recordings/walkthroughs/${randomUUID()}/${'0'.repeat(32)}.cast`;

/** The settings of an installation whose database is a server of one's own. */
function configOf(name: string, database: TestDatabase): LauncherConfig {
  return loadLauncherConfig({ SPRINGBOARD_STATE: join(folder, name), DATABASE_URL: database.url });
}

/** A state folder with identity, host key and recordings. */
async function anInstallation(database: TestDatabase): Promise<LauncherConfig> {
  const config = configOf('first', database);
  const ports = { port: 17_800, gatewayPort: 17_801, databasePort: 17_832 };
  writeInstallation(config.state, { ...newIdentity(), ...ports });
  const files: [string, string][] = [
    ['ssh_host_ed25519_key', 'a private key'],
    ['ssh_host_ed25519_key.pub', 'a public key'],
    [recording, '{"version":3}\n[0.1,"o","hello"]\n'],
    [recording.replace('host1', 'host2'), ''],
    [taught, '{"version":3}\n'],
    ['recordings/walkthroughs/.new/begun', 'half'],
  ];
  for (const [name, text] of files) {
    await mkdir(dirname(join(config.state, name)), { recursive: true });
    await writeFile(join(config.state, name), text, { mode: 0o600 });
  }
  return config;
}

async function emptyDatabase(): Promise<TestDatabase> {
  const database = await withEmptyDb();
  onTestFinished(() => database.close());
  return database;
}

async function filledDatabase(): Promise<TestDatabase> {
  const database = await withDb();
  onTestFinished(() => database.close());
  await fillWithReleaseData(database.db);
  return database;
}

/** What is in every table, as a count and a sum over all that its rows say. */
async function contentsOf(url: string): Promise<Record<string, string>> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const tables = await client.query<{ name: string }>(
    "select format('%I', tablename) as name from pg_tables where schemaname = 'public' order by 1",
  );
  const contents: Record<string, string> = {};
  for (const { name } of tables.rows) {
    // What a restore itself adds is a line of the audit.
    const but = name === 'audit_event' ? "where action <> 'backup.restore'" : '';
    const { rows } = await client.query(
      `select concat(count(*), ' ', md5(string_agg(t::text, '|' order by t::text))) as sum from ${name} t ${but}`,
    );
    contents[name] = rows[0].sum;
  }
  const sequences = await client.query(
    "select sequencename, last_value from pg_sequences where schemaname = 'public' and sequencename <> 'audit_event_id_seq' order by 1",
  );
  await client.end();
  return { ...contents, sequences: JSON.stringify(sequences.rows) };
}

/** The names in a folder and below it, in their order. */
const filesIn = async (path: string) => (await readdir(path, { recursive: true })).sort();

describe('a backup', () => {
  it('comes back on a second, empty installation with nothing lost', async () => {
    const database = await filledDatabase();
    const first = await anInstallation(database);
    expect(await backUp(first, archive)).toMatchObject({ recordings: 3 });
    expect((await stat(archive)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['first', 'springboard.backup']);

    const other = await emptyDatabase();
    const second = configOf('second', other);
    const { installation } = await restore(second, archive);
    expect(installation).toBe(readInstallation(first.state)?.installation);
    expect(await contentsOf(other.url)).toEqual(await contentsOf(database.url));
    expect(readInstallation(second.state)).toEqual(readInstallation(first.state));
    for (const name of ['ssh_host_ed25519_key', recording, taught])
      expect(await readFile(join(second.state, name), 'utf8')).toBe(
        await readFile(join(first.state, name), 'utf8'),
      );
    expect((await stat(join(second.state, 'ssh_host_ed25519_key'))).mode & 0o777).toBe(0o600);
    expect((await filesIn(second.state)).filter((name) => !name.startsWith('logs'))).toEqual(
      (await filesIn(first.state)).filter((name) => !name.includes('.new')),
    );
    // It goes on where it was: numbers are not given twice, and the audit is as guarded as before.
    await other.db
      .insert(auditEvent)
      .values({ actor: 'system', via: 'system', action: 'x', subjectKind: 'x', subjectId: 'x' });
    await expect(other.db.delete(auditEvent)).rejects.toMatchObject({ cause: { code: '42501' } });
  });

  it('is of one moment, whatever is written meanwhile', async () => {
    const database = await filledDatabase();
    const first = await anInstallation(database);
    const before = await contentsOf(database.url);
    const made = backUp(first, archive);
    for (let n = 0; n < 20; n++) {
      await database.db
        .execute(sql`with p as (insert into person (id, name, email) values (${`p${n}`}, 'P', ${`p${n}`}) returning id)
        insert into api_token (person_id, name, secret_hash, scopes) select id, 'x', id, array['lab.read'] from p`)
        .catch(() => {});
    }
    await made;
    const other = await emptyDatabase();
    await restore(configOf('second', other), archive);
    const after = await contentsOf(other.url);
    expect(after.attempt).toBe(before.attempt);
    // Tokens refer to people: a copy of several moments would have been refused, or have lost one.
    const { rows } =
      await other.db.execute(sql`select (select count(*) from person where id ~ '^p[0-9]') as people,
      (select count(*) from api_token where name = 'x') as tokens`);
    expect(rows[0]?.tokens).toBe(rows[0]?.people);
  });

  it('of an embedded database comes back as one', async () => {
    const database = await filledDatabase();
    const first = await anInstallation(database);
    await backUp(first, archive);
    const second = loadLauncherConfig({ SPRINGBOARD_STATE: join(folder, 'second') });
    await restore(second, archive);
    const { databasePort } = readInstallation(second.state) ?? { databasePort: 0 };
    const again = join(folder, 'again.backup');
    // Its server is not running: it is started for that, and ended.
    expect((await backUp(second, again)).recordings).toBe(3);
    const server = await startEmbedded({
      folder: join(second.state, 'postgres'),
      port: databasePort,
      logFile: join(second.state, 'logs/postgres.log'),
    });
    // Before `afterEach` removes its folder: what is to be done at the end of a test is done after that.
    try {
      expect(server.started).toBe(true);
      expect(await contentsOf(server.url)).toEqual(await contentsOf(database.url));
    } finally {
      await server.stop();
    }
  });

  it('is never written over a file, and leaves nothing when it fails', async () => {
    const first = await anInstallation(await filledDatabase());
    await writeFile(archive, 'mine');
    await expect(backUp(first, archive)).rejects.toThrow(/is there already/);
    expect(await readFile(archive, 'utf8')).toBe('mine');
    const away = loadLauncherConfig({
      SPRINGBOARD_STATE: first.state,
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x',
    });
    await expect(backUp(away, join(folder, 'other'))).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['first', 'springboard.backup']);
  });
});

describe('a backup of an older release', () => {
  it('is restored at its schema, and brought to the present one', async () => {
    const old = await emptyDatabase();
    const client = new Client({ connectionString: old.url });
    await client.connect();
    onTestFinished(() => client.end());
    const now = await emptyDatabase();
    const all = await withDb();
    onTestFinished(() => all.close());
    const present = new Client({ connectionString: all.url });
    await present.connect();
    const applied = await appliedMigrations(present);
    await present.end();
    // 0000 to 0016: as it was before people could be erased.
    const then = applied.slice(0, 17);
    expect(then.length).toBeLessThan(applied.length);
    await migrateTo(client, then);
    expect((await client.query("select 1 from pg_tables where tablename = 'maintenance'")).rowCount).toBe(0);
    await client.query("insert into person (id, name, email) values ('lena', 'Lena', 'lena@example.org')");
    await client.query("insert into team (name, manager_id) values ('Storage', 'lena')");

    await backUp(await anInstallation(old), archive);
    await restore(configOf('second', now), archive);
    const { rows } = await now.db.execute(sql`select name, erased_at from person`);
    expect(rows).toEqual([{ name: 'Lena', erased_at: null }]);
    expect((await now.db.execute(sql`select manager_id from team`)).rows).toEqual([{ manager_id: 'lena' }]);
    expect((await now.db.execute(sql`select * from maintenance`)).rows).toEqual([]);
  });

  it('is restored from the first release on', async () => {
    const old = await emptyDatabase();
    const dump = fileURLToPath(new URL('../../../../packages/db/fixtures/release-0.1.sql', import.meta.url));
    const client = new Client({ connectionString: old.url });
    await client.connect();
    await client.query(await readFile(dump, 'utf8'));
    await client.end();
    await backUp(await anInstallation(old), archive);
    const now = await emptyDatabase();
    await restore(configOf('second', now), archive);
    const { rows } = await now.db.execute(
      sql`select number, state, score from attempt order by number, state`,
    );
    expect(rows).toContainEqual({ number: 1, state: 'finished', score: 38 });
  });
});

describe('what is no backup', () => {
  /** Restores it into a place that has to be as empty afterwards as it was. */
  async function refused(source: string, why: RegExp): Promise<void> {
    const database = await emptyDatabase();
    const config = configOf('second', database);
    await expect(restore(config, source)).rejects.toThrow(why);
    expect(await contentsOf(database.url)).toEqual({ sequences: '[]' });
    expect((await filesIn(config.state)).filter((name) => name !== 'logs')).toEqual([]);
  }

  async function aTar(entries: readonly (readonly [string, string])[]): Promise<string> {
    const path = join(folder, 'made.tar.gz');
    const tar = pack();
    for (const [name, text] of entries) tar.entry({ name }, text);
    tar.finalize();
    await pipeline(tar, createGzip(), createWriteStream(path));
    return path;
  }
  const header = (more: object = {}) =>
    [
      'header.json',
      JSON.stringify({
        format: 'springboard-backup',
        version: 1,
        madeAt: new Date().toISOString(),
        installation: '0badcafe',
        ...more,
      }),
    ] as const;

  it('is refused with the reason, and changes nothing', async () => {
    await anInstallation(await filledDatabase());
    const text = join(folder, 'text');
    await writeFile(text, 'not an archive');
    await refused(text, /no backup of Springboard/);
    await writeFile(text, '');
    await refused(text, /was cut/);
    await refused(join(folder, 'nowhere'), /There is no/);
    await refused(await aTar([['hello.txt', 'hello']]), /no backup of Springboard/);
    await refused(await aTar([header({ format: 'another' })]), /no backup of Springboard/);
    await refused(await aTar([header({ version: 2 })]), /newer release/);
    await refused(await aTar([header()]), /was cut/);
    await refused(await aTar([header(), ['../evil', 'x']]), /no backup holds: "\.\.\/evil"/);
    await refused(await aTar([header(), ['recordings/../../evil.cast', 'x']]), /no backup holds/);
    await expect(stat(join(folder, 'evil'))).rejects.toThrow();
  });

  it('when it was cut, damaged, or made by a newer release', async () => {
    const database = await filledDatabase();
    const first = await anInstallation(database);
    await backUp(first, archive);
    const { size } = await stat(archive);
    const copy = join(folder, 'copy');
    for (const part of [0.2, 0.6, 0.99]) {
      await copyFile(archive, copy);
      await truncate(copy, Math.floor(size * part));
      await refused(copy, /was cut/);
    }
    await database.db.execute(
      sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)`,
    );
    await rm(archive);
    await backUp(first, archive);
    await refused(archive, /newer release/);
  });

  it('has no place where there is an installation', async () => {
    const database = await filledDatabase();
    const first = await anInstallation(database);
    await backUp(first, archive);
    const before = await contentsOf(database.url);
    await expect(restore(first, archive)).rejects.toThrow(/is an installation in .* already/);
    await expect(restore(configOf('second', database), archive)).rejects.toThrow(/has tables/);
    expect(await contentsOf(database.url)).toEqual(before);
    expect(await readFile(join(first.state, recording), 'utf8')).toContain('hello');
  });

  it('one that fails once the rows are in leaves neither rows nor files, and says so', async () => {
    await backUp(await anInstallation(await filledDatabase()), archive);
    const database = await emptyDatabase();
    const config = configOf('second', database);
    // The last that is written has no place.
    const inTheWay = `installation.json.${process.pid}.new`;
    await mkdir(join(config.state, inTheWay), { recursive: true });
    await expect(restore(config, archive)).rejects.toThrow(/The restore failed: EISDIR.* as empty as before/);
    expect(await contentsOf(database.url)).toEqual({ sequences: '[]' });
    expect((await filesIn(config.state)).filter((name) => !['logs', inTheWay].includes(name))).toEqual([]);
    await rm(join(config.state, inTheWay), { recursive: true });
    expect((await restore(config, archive)).recordings).toBe(3);
  });

  it('a restore that was killed is begun anew', async () => {
    const database = await filledDatabase();
    await backUp(await anInstallation(database), archive);
    const other = await emptyDatabase();
    const second = configOf('second', other);
    await mkdir(join(second.state, 'restore-under-way'), { recursive: true });
    await mkdir(join(second.state, 'recordings/half'), { recursive: true });
    await restore(second, archive);
    expect(await readdir(join(second.state, 'recordings'))).not.toContain('half');
  });
});
