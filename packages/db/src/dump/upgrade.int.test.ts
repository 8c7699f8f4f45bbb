import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { withEmptyDb } from '@springboard/testkit/with-db.ts';
import { eq, getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../migrate.ts';
import { attempt, environmentOfAttempt, taskCheck } from '../schema/attempts.ts';
import { apiToken, person, team, teamMember } from '../schema/people.ts';
import { auditEvent } from '../schema/platform.ts';
import { schema } from '../schema.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const releases = (await readdir(fixtures)).filter((name) => /^release-.*\.sql$/.test(name));
/** Tables that a migration fills from what others hold. */
const filled = new Set(['environment_of_attempt']);
const tables = Object.values(schema).filter((one) => is(one, PgTable));

async function loaded(release: string) {
  const sql = await readFile(fixtures + release, 'utf8');
  const database = await withEmptyDb();
  onTestFinished(() => database.close());
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(sql);
  await client.end();
  const rowsOf = (table: string) => sql.split(`\ninsert into public.${table} (`).length - 1;
  const had = (table: string) => new RegExp(`^-- \\d+ × public\\.${table}$`, 'm').test(sql);
  return { database, rowsOf, had };
}

describe('an upgrade', () => {
  it('is tried from the first release on', () => expect(releases).toContain('release-0.1.sql'));

  it.each(releases)('from %s keeps every row of every table', async (release) => {
    const { database, rowsOf } = await loaded(release);
    await migrate(database.url);
    await migrate(database.url);
    for (const table of tables) {
      const name = getTableName(table);
      const rows = (await database.db.select().from(table)).length;
      if (filled.has(name)) expect(rows, name).toBeGreaterThanOrEqual(rowsOf(name));
      else expect([name, rows]).toEqual([name, rowsOf(name)]);
    }
  });

  it('from release-0.1.sql reads what that release wrote', async () => {
    const { database, rowsOf, had } = await loaded('release-0.1.sql');
    const then = tables.map((table) => getTableName(table)).filter(had);
    expect(then.length).toBeGreaterThan(15);
    for (const name of then) expect(rowsOf(name), name).toBeGreaterThan(0);
    await migrate(database.url);
    const { db } = database;
    expect((await db.select().from(person)).map((row) => row.name)).toContain('Anjō "O’Hara" \\ Müller');
    expect((await db.select().from(attempt)).map((row) => [row.number, row.state, row.score])).toEqual(
      expect.arrayContaining([
        [2, 'active', null],
        [1, 'finished', 38],
        [1, 'abandoned', 0],
      ]),
    );
    expect((await db.select().from(taskCheck)).filter((row) => row.passedAt !== null)).toHaveLength(1);
    const environments = (await db.select().from(environmentOfAttempt)).map((row) => row.environmentId);
    for (const { environmentId } of await db.select().from(attempt))
      if (environmentId !== null) expect(environments).toContain(environmentId);
    await expect(db.delete(auditEvent)).rejects.toMatchObject({ cause: { code: '42501' } });
    const [next] = await db
      .insert(auditEvent)
      .values({ actor: 'system', via: 'system', action: 'upgrade', subjectKind: 'content', subjectId: '-' })
      .returning({ id: auditEvent.id });
    expect(next?.id).toBe(rowsOf('audit_event') + 1);
  });

  it('from release-0.1.sql names a team’s only manager, and lets tokens of managers go on', async () => {
    const { database } = await loaded('release-0.1.sql');
    const client = new Client({ connectionString: database.url });
    await client.connect();
    await client.query(`
      insert into person (id, name, email) values ('max', 'Max', 'max@example.org');
      insert into person_role values ('max', 'manager');
      insert into team_member select id, 'max' from team;
      insert into api_token (person_id, name, secret_hash, scopes)
        values ('max', 'report', 'hash', array['lab.read', 'attempt.any.read']);
    `);
    await client.end();
    await migrate(database.url);
    const { db } = database;
    expect(await db.select().from(team)).toMatchObject([{ managerId: 'max', mentorId: null }]);
    const [token] = await db.select().from(apiToken).where(eq(apiToken.personId, 'max'));
    expect(token?.scopes).toEqual(['lab.read', 'attempt.any.read', 'attempt.team.read']);
    const [lena] = await db.select().from(teamMember).where(eq(teamMember.personId, 'demo-lena'));
    expect(lena?.joinedOn).toBe('2026-11-02');
  });
});
