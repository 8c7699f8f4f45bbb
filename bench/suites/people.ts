import type { Actor } from '@springboard/contracts/actor.ts';
import { listPathAssignments } from '@springboard/core/paths/read.ts';
import { getTeamMap, listStuck } from '@springboard/core/team-map/map.ts';
import { createDatabase } from '@springboard/db/client.ts';
import { listTeamRows } from '@springboard/db/repositories/teams.ts';
import { inDatabase, startCluster, templateDatabase } from '@springboard/testkit/cluster.ts';
import { quantile, type Row } from '../lib/measure.ts';
import { managerId, type Size, seedPeople } from '../lib/people/seed.ts';
import type { Suite } from '../lib/suite.ts';

const full: Size = { people: 500, teams: 5, labs: 60, attemptsPerPerson: 80, checkRunsPerAttempt: 50 };
const small: Size = { people: 100, teams: 1, labs: 60, attemptsPerPerson: 80, checkRunsPerAttempt: 5 };
const goalMs = 150;

const actor = (role: 'manager' | 'mentor'): Actor => ({
  personId: managerId,
  roles: [role],
  scopes: null,
  via: 'session',
  ip: null,
});

export const people: Suite = {
  summary:
    'what mentors and managers read, with 500 people, 60 labs, 40,000 attempts and 2 million check runs',
  async run({ quick }) {
    const size = quick ? small : full;
    const cluster = await startCluster();
    const database = createDatabase(await newDatabase(cluster.server.adminUrl));
    try {
      console.error(`  filling the database: ${size.people * size.attemptsPerPerson} attempts`);
      await seedPeople(database.db, size);
      const ctx = { db: database.db, clock: () => new Date() };
      const [team] = await listTeamRows(ctx.db, managerId);
      const teamId = team?.id ?? '';
      const rounds = quick ? 5 : 40;
      const everybody = await measure('everybody on a path', rounds, () =>
        listPathAssignments(ctx, actor('mentor')),
      );
      const map = await measure(`map of ${team?.members} people by ${size.labs} labs`, rounds, () =>
        getTeamMap(ctx, actor('manager'), teamId),
      );
      const stuck = await measure('stuck in that team', rounds, () =>
        listStuck(ctx, actor('manager'), teamId),
      );
      const goal = { value: quantile(everybody.samplesMs, 0.95), atMost: goalMs, unit: 'ms' };
      const notes = ['In this process, on a PostgreSQL of its own that is not synced to disk; without HTTP.'];
      return { rows: [everybody, map, stuck], goals: [{ what: `${everybody.what}: p95`, ...goal }], notes };
    } finally {
      await database.close();
      await cluster.remove();
    }
  },
};

async function newDatabase(adminUrl: string): Promise<string> {
  const admin = createDatabase(adminUrl, { max: 1 });
  await admin.pool.query(`create database bench template ${templateDatabase} owner springboard`);
  await admin.close();
  return inDatabase(adminUrl, 'bench');
}

/** One after the other; the first, which reads what is kept afterwards, is not counted. */
async function measure(what: string, rounds: number, read: () => Promise<unknown>): Promise<Row> {
  const samplesMs: number[] = [];
  await read();
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    await read();
    samplesMs.push(performance.now() - begun);
  }
  return { what, samplesMs };
}
