import { putTopologyUsage } from '@springboard/db/repositories/pools.ts';
import { attempt } from '@springboard/db/schema/attempts.ts';
import { environment } from '@springboard/db/schema/environments.ts';
import { team, teamMember } from '@springboard/db/schema/people.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finishAttempt, startAttempt } from '../../attempts.ts';
import type { Limits } from '../../context.ts';
import { aLab, anActor, aWorld, publish, type World } from '../../testing/fixtures.ts';
import { admitNow, environmentOf, look, never, runEnvironmentJobs } from '../../testing/steps.ts';
import { admit } from './admit.ts';
import { sampleUsage } from './sample-usage.ts';
import { lookAround } from './seen.ts';

const GiB = 1024 ** 3;
let database: TestDatabase;
let world: World;

beforeEach(async () => {
  database = await withDb();
  await publish(database.db, aLab('test/lab'));
});
afterEach(() => database.close());

async function aWorldWith(limits: Partial<Limits>): Promise<void> {
  world = aWorld(database.db, { limits });
}

async function start(actor?: Awaited<ReturnType<typeof anActor>>) {
  const person = actor ?? (await anActor(database.db));
  const { id } = await startAttempt(world.ctx, person, { lab: 'test/lab' });
  world.clock.move(1);
  return { actor: person, id };
}
type Started = Awaited<ReturnType<typeof start>>;
const seen = async ({ actor, id }: Started) => environmentOf(await look(world, actor, id));

describe('the queue', () => {
  it('shows place, reason and an estimate, and moves up as turns become free', async () => {
    await aWorldWith({ provisioningAtOnce: 1 });
    const first = await start();
    await runEnvironmentJobs(world);
    const [second, third, fourth] = [await start(), await start(), await start()];
    await admitNow(world);
    expect(await seen(first)).toMatchObject({ state: 'ready', queue: null });
    expect(await seen(second)).toMatchObject({ state: 'provisioning', queue: null });
    expect((await seen(third)).queue).toMatchObject({ place: 1, of: 2, waitsFor: 'turn' });
    expect((await seen(fourth)).queue).toMatchObject({ place: 2, of: 2, waitsFor: 'turn' });
    expect((await seen(fourth)).queue?.startsAt).not.toBeNull();
    const before = (await look(world, fourth.actor, fourth.id)).revision;
    await finishAttempt(world.ctx, third.actor, third.id);
    world.clock.move(1_000);
    await admitNow(world);
    expect((await seen(fourth)).queue).toMatchObject({ place: 1, of: 1 });
    expect((await look(world, fourth.actor, fourth.id)).revision).toBeGreaterThan(before);
  });

  it('writes nothing when nothing has changed', async () => {
    await aWorldWith({ provisioningAtOnce: 1 });
    await start();
    const waiting = await start();
    await admitNow(world);
    const { revision } = await look(world, waiting.actor, waiting.id);
    for (let round = 0; round < 3; round++) await admitNow(world);
    expect((await look(world, waiting.actor, waiting.id)).revision).toBe(revision);
  });

  it('stands still while the engine is away, and goes on when it is back', async () => {
    await aWorldWith({});
    const waiting = await start();
    world.driver.controls.fail('capacity', new DriverError('unreachable', 'no socket'));
    await runEnvironmentJobs(world);
    expect(await seen(waiting)).toMatchObject({
      state: 'queued',
      problem: null,
      queue: { waitsFor: 'turn' },
    });
    world.driver.controls.heal();
    // What the engine said is believed for a second.
    world.clock.move(1_000);
    await runEnvironmentJobs(world);
    expect(await seen(waiting)).toMatchObject({ state: 'ready', queue: null });
  });

  it('goes on with those behind one that cannot be served, and says so', async () => {
    await aWorldWith({});
    const [first, second] = [await start(), await start()];
    const bad = (await seen(first)).id;
    const enqueue: typeof world.ctx.enqueue = async (tx, job, payload, options) => {
      if ('environmentId' in payload && payload.environmentId === bad) throw new Error('not this one');
      return world.ctx.enqueue(tx, job, payload, options);
    };
    await expect(admit({ ...world.ctx, enqueue }, never)).rejects.toThrow('could not be done');
    expect(await seen(first)).toMatchObject({ state: 'queued' });
    expect(await seen(second)).toMatchObject({ state: 'provisioning' });
  });

  it('of two that look at once only one hands out, and nothing twice', async () => {
    await aWorldWith({ provisioningAtOnce: 3 });
    for (let count = 0; count < 6; count++) await start();
    await Promise.all([1, 2, 3].map(() => admit(world.ctx, never)));
    const rows = await database.db.select().from(environment);
    expect(rows.filter((row) => row.state === 'provisioning')).toHaveLength(3);
    expect(rows.filter((row) => row.state === 'queued')).toHaveLength(3);
  });
});

describe('limits', () => {
  it('have a full team wait while others pass', async () => {
    await aWorldWith({ environmentsPerTeam: 1 });
    const [one] = await database.db.insert(team).values({ name: 'storage' }).returning();
    const members = [await anActor(database.db), await anActor(database.db)];
    for (const member of members)
      await database.db.insert(teamMember).values({ teamId: one?.id ?? '', personId: member.personId });
    const first = await start(members[0]);
    await runEnvironmentJobs(world);
    const second = await start(members[1]);
    const other = await start();
    await runEnvironmentJobs(world);
    expect(await seen(first)).toMatchObject({ state: 'ready' });
    expect(await seen(other)).toMatchObject({ state: 'ready' });
    expect(await seen(second)).toMatchObject({
      state: 'queued',
      queue: { place: 1, of: 1, waitsFor: 'team' },
    });
    expect((await seen(second)).queue?.startsAt).not.toBeNull();
    await finishAttempt(world.ctx, first.actor, first.id);
    await runEnvironmentJobs(world);
    await runEnvironmentJobs(world);
    expect(await seen(second)).toMatchObject({ state: 'ready' });
  });
});

describe('room', () => {
  it('that memory lacks is waited for; it comes with the end of another one', async () => {
    await aWorldWith({ memoryReserve: 0.5 });
    // Half of a gibibyte may be handed out; 64 MiB each.
    world.driver.host.empty = { ...world.driver.host.empty, memory: { total: GiB, available: 0.58 * GiB } };
    const first = await start();
    await runEnvironmentJobs(world);
    const second = await start();
    world.clock.move(1_000);
    await runEnvironmentJobs(world);
    expect(await seen(first)).toMatchObject({ state: 'ready' });
    expect((await seen(second)).queue).toMatchObject({ waitsFor: 'memory' });
    expect((await seen(second)).queue?.startsAt).not.toBeNull();
    await finishAttempt(world.ctx, first.actor, first.id);
    await runEnvironmentJobs(world);
    world.clock.move(1_000);
    await runEnvironmentJobs(world);
    expect(await seen(second)).toMatchObject({ state: 'ready' });
  });

  it('that the storage pool lacks refuses new starts with the reason, and hurts nothing that runs', async () => {
    await aWorldWith({});
    const running = await start();
    await runEnvironmentJobs(world);
    world.driver.host.empty = { ...world.driver.host.empty, disk: { total: 100 * GiB, used: 91 * GiB } };
    const later = aWorld(database.db);
    later.driver.host.empty = world.driver.host.empty;
    const refused = startAttempt(later.ctx, await anActor(database.db), { lab: 'test/lab' });
    await expect(refused).rejects.toMatchObject({
      code: 'lab-unavailable',
      message: expect.stringContaining('storage pool'),
      remedy: expect.any(String),
    });
    expect(await database.db.$count(attempt)).toBe(1);
    await runEnvironmentJobs(world);
    expect(await seen(running)).toMatchObject({ state: 'ready' });
  });

  const measuredAt = (memory: number) => ({
    memoryBytes: memory,
    diskBytes: GiB,
    processes: 9,
    cpuSeconds: 1,
  });
  const planned = async () => (await lookAround(world.ctx)).state.living.map(({ size }) => size.memory / GiB);

  it('is planned by what is measured, where that is more than the topology says', async () => {
    await aWorldWith({});
    for (let count = 0; count < 3; count++) await start();
    await runEnvironmentJobs(world);
    world.driver.host.usage = () => measuredAt(0.9 * GiB);
    await sampleUsage(world.ctx, never);
    world.driver.host.empty = {
      ...world.driver.host.empty,
      memory: { total: 6 * GiB, available: 4.3 * GiB },
    };
    world.clock.move(1_000);
    // Of 6 GiB 5.4 may be handed out; 4.4 are used with the three that run.
    const [second, third] = [await start(), await start()];
    await runEnvironmentJobs(world);
    expect(await seen(second)).toMatchObject({ state: 'ready' });
    expect((await seen(third)).queue).toMatchObject({ waitsFor: 'memory' });
    const row = await database.db.select().from(environment).where(eq(environment.state, 'queued'));
    expect(row).toHaveLength(1);
  });

  it('is planned by what the topology says until three environments were measured, however often one of them was', async () => {
    await aWorldWith({});
    for (let count = 0; count < 2; count++) await start();
    await runEnvironmentJobs(world);
    world.driver.host.usage = () => measuredAt(0.5 * GiB);
    await sampleUsage(world.ctx, never);
    await sampleUsage(world.ctx, never);
    expect(await planned()).toEqual([1 / 16, 1 / 16]);
    await start();
    await runEnvironmentJobs(world);
    await sampleUsage(world.ctx, never);
    expect(await planned()).toEqual([0.5, 0.5, 0.5]);
  });

  it('of one learner’s peak plans nobody else’s environment', async () => {
    await aWorldWith({});
    const started = [await start(), await start(), await start()];
    await runEnvironmentJobs(world);
    const greedy = (await seen(started[0] as Started)).id;
    world.driver.host.usage = (id) => measuredAt(id === greedy ? GiB : 0.1 * GiB);
    await sampleUsage(world.ctx, never);
    await sampleUsage(world.ctx, never);
    expect(await planned()).toEqual([0.1, 0.1, 0.1].map((share) => expect.closeTo(share, 6)));
  });

  it('is planned by the topology again a week after the last one was measured', async () => {
    await aWorldWith({});
    const peak = { topology: 'pair', memoryBytes: 3 * GiB, diskBytes: GiB, cpuMillis: 9, samples: 500 };
    await putTopologyUsage(database.db, { ...peak, updatedAt: world.clock.now });
    await start();
    expect((await lookAround(world.ctx)).state.waiting[0]?.size.memory).toBe(3 * GiB);
    world.clock.move(8 * 86_400_000);
    await sampleUsage(world.ctx, never);
    expect((await lookAround(world.ctx)).state.waiting[0]?.size.memory).toBe(GiB / 16);
  });
});
