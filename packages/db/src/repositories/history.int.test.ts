import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environment, environmentEvent } from '../schema/environments.ts';
import { beginning, countHistory, durationBounds } from './history.ts';

let database: TestDatabase;
beforeEach(async () => {
  database = await withDb();
});
afterEach(() => database.close());

const begun = Date.parse('2026-11-23T10:00:00Z');
const at = (seconds: number) => new Date(begun + seconds * 1000);
type Event = Partial<typeof environmentEvent.$inferInsert>;

async function anEnvironment(more: Partial<typeof environment.$inferInsert> = {}) {
  const [row] = await database.db
    .insert(environment)
    .values({
      topology: 'pair',
      state: 'ready',
      spec: {},
      publicKey: 'k',
      sealedPrivateKey: 's',
      createdAt: at(0),
      ...more,
    })
    .returning({ id: environment.id });
  return row?.id ?? '';
}

async function happened(environmentId: string, events: readonly Event[]) {
  for (const event of events)
    await database.db
      .insert(environmentEvent)
      .values({ environmentId, kind: 'state', actor: 'system', at: at(0), ...event });
}
const edge = (from: Event['fromState'], to: Event['toState'], seconds: number, more: Event = {}): Event => ({
  kind: 'state',
  fromState: from,
  toState: to,
  at: at(seconds),
  ...more,
});
const stage = (name: Event['stage'], durationMs: number): Event => ({
  kind: 'stage',
  stage: name,
  stageStatus: 'finished',
  durationMs,
});

const boundOf = (seconds: number) => durationBounds.indexOf(seconds);

describe('what is counted', () => {
  it('is each stage of the course it belonged to, whatever the environment does now', async () => {
    const id = await anEnvironment({ course: 'rewind', claimedAt: at(20) });
    await happened(id, [
      edge('queued', 'provisioning', 1),
      stage('boot', 2_000),
      edge('provisioning', 'pooled', 5),
      stage('thaw', 90),
      edge('pooled', 'claimed', 20),
      stage('thaw', 100),
      edge('claimed', 'ready', 22),
      edge('ready', 'paused', 100),
      { kind: 'stage', stage: 'thaw', stageStatus: 'started', at: at(200) },
      stage('thaw', 250),
      edge('paused', 'ready', 201),
      edge('ready', 'rewinding', 300),
      stage('boot', 4_000),
      edge('rewinding', 'ready', 306, { durationMs: 6_000 }),
    ]);
    const { stages, ready } = await countHistory(database.db, beginning);
    const told = stages.map(({ stage, course, bound, count, sum }) => [stage, course, bound, count, sum]);
    expect(told.sort()).toEqual(
      [
        ['boot', 'cold', boundOf(2), 1, 2],
        ['boot', 'rewind', boundOf(5), 1, 4],
        ['thaw', 'resume', boundOf(0.25), 1, 0.25],
        ['thaw', 'upkeep', boundOf(0.1), 1, 0.09],
        ['thaw', 'warm', boundOf(0.1), 1, 0.1],
      ].sort(),
    );
    expect(ready.map(({ course, sum }) => [course, sum]).sort()).toEqual([
      ['resume', 1],
      ['rewind', 6],
      ['warm', 2],
    ]);
  });

  it('is the time from the start for one that was made for a person', async () => {
    const id = await anEnvironment();
    await happened(id, [
      edge('queued', 'provisioning', 3),
      edge('provisioning', 'claimed', 9),
      stage('setup', 1_000),
      edge('claimed', 'ready', 10),
    ]);
    const { ready, stages } = await countHistory(database.db, beginning);
    expect(ready).toEqual([{ topology: 'pair', course: 'cold', bound: boundOf(10), count: 1, sum: 10 }]);
    expect(stages).toMatchObject([{ stage: 'setup', course: 'cold', bound: boundOf(1) }]);
  });

  it('puts what is longer than the last bound into a class of its own', async () => {
    const id = await anEnvironment();
    await happened(id, [stage('queue', 1_800_000), stage('queue', 1_800_001)]);
    const { stages } = await countHistory(database.db, beginning);
    expect(stages.map(({ bound }) => bound).sort((a, b) => a - b)).toEqual([
      durationBounds.length - 1,
      durationBounds.length,
    ]);
  });

  it('is every edge with its reason, and for a failure the stage that failed', async () => {
    const id = await anEnvironment();
    await happened(id, [
      { kind: 'stage', stage: 'boot', stageStatus: 'failed', durationMs: 5 },
      edge('provisioning', 'failed', 9, { reason: 'deadline' }),
      edge('failed', 'destroying', 10),
    ]);
    expect((await countHistory(database.db, beginning)).edges).toEqual(
      expect.arrayContaining([
        { topology: 'pair', to: 'failed', reason: 'deadline', stage: 'boot', count: 1 },
        { topology: 'pair', to: 'destroying', reason: 'unknown', stage: null, count: 1 },
      ]),
    );
  });
});

describe('going on', () => {
  it('counts what is new and nothing twice', async () => {
    const id = await anEnvironment();
    await happened(id, [stage('boot', 1_000)]);
    const first = await countHistory(database.db, beginning);
    await happened(id, [stage('boot', 1_000), stage('boot', 1_000)]);
    const second = await countHistory(database.db, first.mark);
    const third = await countHistory(database.db, second.mark);
    expect([first, second, third].map(({ stages }) => stages[0]?.count ?? 0)).toEqual([1, 2, 0]);
  });

  it('counts a row whose transaction ended after rows with later ids were counted', async () => {
    const id = await anEnvironment();
    const inserted = Promise.withResolvers<void>();
    const commit = Promise.withResolvers<void>();
    const slow = database.db.transaction(async (tx) => {
      await tx
        .insert(environmentEvent)
        .values({ environmentId: id, actor: 'system', kind: 'stage', ...stage('boot', 1_000) });
      inserted.resolve();
      await commit.promise;
    });
    await inserted.promise;
    await happened(id, [stage('healthy', 1_000)]);
    const first = await countHistory(database.db, beginning);
    expect(first.stages.map((one) => one.stage)).toEqual(['healthy']);
    commit.resolve();
    await slow;
    const second = await countHistory(database.db, first.mark);
    expect(second.stages.map((one) => one.stage)).toEqual(['boot']);
  });
});
