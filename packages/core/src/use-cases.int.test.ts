import { randomUUID } from 'node:crypto';
import type { Actor } from '@springboard/contracts/actor.ts';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { AttemptView as AttemptSchema, AttemptSummary } from '@springboard/contracts/attempts.ts';
import { LabDetail, LabSummary } from '@springboard/contracts/labs.ts';
import { listenForChanges } from '@springboard/db/notify.ts';
import { environment } from '@springboard/db/schema/environments.ts';
import { person } from '@springboard/db/schema/people.ts';
import { imageBuild } from '@springboard/db/schema/platform.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import { FakeDriver } from '@springboard/environments/fake-driver.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { extendEnvironment } from './attempts/extend.ts';
import { openHint } from './attempts/hints.ts';
import {
  finishAttempt,
  getAttempt,
  listAttempts,
  requestCheck,
  resetEnvironment,
  retryEnvironment,
  startAttempt,
} from './attempts.ts';
import { getLab, listLabs } from './labs.ts';
import {
  authorizeTerminal,
  claimTerminalRun,
  environmentStandsStill,
  issueTerminalTicket,
  redeemTerminalTicket,
} from './terminals.ts';
import { aLab, anActor, aWorld, pass, publish, type World } from './testing/fixtures.ts';
import {
  aRunningAttempt,
  aStartedAttempt,
  environmentOf,
  grade,
  look,
  runEnvironmentJobs,
} from './testing/steps.ts';

let database: TestDatabase;
let world: World;

beforeEach(async () => {
  database = await withDb();
  world = aWorld(database.db);
});
afterEach(() => database.close());

const target = { node: 'host1', number: 1 };
const useCases: Record<string, (actor: Actor, id: string) => Promise<unknown>> = {
  getAttempt: (actor, id) => getAttempt(world.ctx, actor, id),
  finishAttempt: (actor, id) => finishAttempt(world.ctx, actor, id),
  resetEnvironment: (actor, id) => resetEnvironment(world.ctx, actor, id),
  retryEnvironment: (actor, id) => retryEnvironment(world.ctx, actor, id),
  extendEnvironment: (actor, id) => extendEnvironment(world.ctx, actor, id),
  openHint: (actor, id) => openHint(world.ctx, actor, id, 'one', 0),
  requestCheck: (actor, id) => requestCheck(world.ctx, actor, id, 'one'),
  issueTerminalTicket: (actor, id) => issueTerminalTicket(world.ctx, actor, id, target),
};

describe('access', () => {
  it("answers not-found for what is somebody else's, for what is not there and for what is no id, and changes nothing", async () => {
    const { actor, id } = await aRunningAttempt(world);
    const before = await look(world, actor, id);
    const stranger = await anActor(database.db);
    for (const [name, call] of Object.entries(useCases)) {
      for (const wrong of [id, randomUUID(), "' or 1=1 --"])
        await expect(call(stranger, wrong), name).rejects.toMatchObject({ code: 'not-found' });
    }
    expect(await look(world, actor, id)).toEqual(before);
    expect(await listAttempts(world.ctx, stranger)).toEqual([]);
  });

  it('is refused to whoever has no role for it, and to a token without the scope', async () => {
    const { actor, id } = await aRunningAttempt(world);
    const operator = await anActor(database.db, ['operator']);
    const token: Actor = { ...actor, scopes: ['lab.read'], via: 'api-token' };
    for (const [name, call] of Object.entries(useCases))
      for (const who of [operator, token])
        await expect(call(who, id), name).rejects.toMatchObject({ code: 'forbidden' });
    for (const who of [operator, token]) {
      await expect(startAttempt(world.ctx, who, { lab: 'test/lab' })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(listAttempts(world.ctx, who)).rejects.toMatchObject({ code: 'forbidden' });
      expect(await listLabs(world.ctx, who)).toHaveLength(1);
    }
  });

  it('lets a mentor read, and nothing else', async () => {
    const { id } = await aRunningAttempt(world);
    const mentor = await anActor(database.db, ['mentor']);
    for (const [name, call] of Object.entries(useCases))
      if (name === 'getAttempt') await expect(call(mentor, id)).resolves.toMatchObject({ id });
      else await expect(call(mentor, id), name).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('what a learner is sent', () => {
  it('keeps to the contract, and holds no script, no solution, no seed and no hidden node', async () => {
    const { actor, id } = await aRunningAttempt(world);
    await grade(world, id);
    const view = await look(world, actor, id);
    expect(AttemptSchema.parse(view)).toEqual(view);
    const [summary] = await listLabs(world.ctx, actor);
    expect(LabSummary.parse(summary)).toEqual(summary);
    const detail = await getLab(world.ctx, actor, 'test/lab');
    expect(LabDetail.parse(detail)).toEqual(detail);
    const [line] = await listAttempts(world.ctx, actor);
    expect(AttemptSummary.parse(line)).toEqual(line);
    const all = JSON.stringify([view, summary, detail, line]);
    expect(all).not.toMatch(/grader|SECRET|arrange|seed|10\.77\.0\.250/i);
    expect(environmentOf(view).nodes.map((node) => node.name)).toEqual(['host1']);
  });

  it('has the parameters of the attempt in its texts', async () => {
    const { view } = await aRunningAttempt(world);
    expect(JSON.stringify(view.intro)).toMatch(/Welcome to p-[a-z]+\./);
    expect(JSON.stringify(view.tasks[0]?.body)).toMatch(/Do one on p-[a-z]+\./);
  });

  it('is announced with every change, with a higher revision', async () => {
    const heard: string[] = [];
    const listener = listenForChanges(database.url, (change) => {
      if (change.kind === 'attempt') heard.push(change.attemptId);
    });
    await listener.ready;
    const { actor, id, view } = await aRunningAttempt(world);
    await vi.waitFor(() => expect(heard.length).toBeGreaterThan(8));
    const before = heard.length;
    await openHint(world.ctx, actor, id, 'one', 0);
    await vi.waitFor(() => expect(heard.length).toBe(before + 1));
    expect((await look(world, actor, id)).revision).toBe(view.revision + 1);
    expect(new Set(heard)).toEqual(new Set([id]));
    await listener.close();
  });
});

describe('the catalogue', () => {
  it('says what is mine', async () => {
    const { actor, id } = await aRunningAttempt(world);
    expect((await listLabs(world.ctx, actor))[0]?.mine).toEqual({
      bestScore: null,
      attempts: 1,
      activeAttemptId: id,
    });
    world.answers.set('one-a', pass);
    await finishAttempt(world.ctx, actor, id);
    const mine = (await listLabs(world.ctx, actor))[0]?.mine;
    expect(mine).toMatchObject({ attempts: 1, activeAttemptId: null });
    expect(mine?.bestScore).toBeGreaterThan(0);
    const again = await startAttempt(world.ctx, actor, { lab: 'test/lab' });
    expect(again.number).toBe(2);
    expect(again.id).not.toBe(id);
  });

  it('says why a lab cannot run, and refuses to start it', async () => {
    const actor = await anActor(database.db);
    await publish(database.db, aLab('test/lab'));
    await publish(database.db, aLab('test/elsewhere', { environment: 'nowhere' }));
    const without = { ...world.ctx, driver: new FakeDriver({ images: new Set() }) };
    const statusOf = async (slug: string) =>
      (await listLabs(without, actor)).find((lab) => lab.slug === slug)?.availability;
    expect(await statusOf('test/elsewhere')).toMatchObject({ status: 'unavailable' });
    expect(await statusOf('test/lab')).toMatchObject({ status: 'unavailable', remedy: expect.any(String) });
    await database.db.insert(imageBuild).values({
      name: 'linux-single',
      hash: 'abcdef012345',
      state: 'building',
      step: 'unpack',
      permille: 250,
    });
    expect(await statusOf('test/lab')).toMatchObject({ status: 'preparing', progress: 0.25 });
    await expect(startAttempt(without, actor, { lab: 'test/lab' })).rejects.toMatchObject({
      code: 'lab-unavailable',
      remedy: expect.any(String),
    });

    const away = new FakeDriver();
    away.controls.fail('health', new DriverError('unreachable', 'no socket'));
    const down = { ...world.ctx, driver: away };
    expect((await listLabs(down, actor))[0]?.availability).toMatchObject({
      status: 'unavailable',
      reason: 'no socket',
    });
    await expect(getLab(world.ctx, actor, 'test/none')).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('limits', () => {
  it('gives a person two environments at once, and says which to finish', async () => {
    const { actor, id } = await aStartedAttempt(world, aLab('test/first'));
    for (const slug of ['test/second', 'test/third']) await publish(database.db, aLab(slug));
    await startAttempt(world.ctx, actor, { lab: 'test/second' });
    const third = startAttempt(world.ctx, actor, { lab: 'test/third' });
    await expect(third).rejects.toMatchObject({
      code: 'limit-reached',
      remedy: expect.stringMatching(/Lab test\/first/),
    });
    await finishAttempt(world.ctx, actor, id);
    await expect(startAttempt(world.ctx, actor, { lab: 'test/third' })).resolves.toMatchObject({ number: 1 });
  });

  it('extends by an hour, up to twelve', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    const end = (of: AttemptView) => Date.parse(environmentOf(of).expiresAt ?? '');
    const first = await extendEnvironment(world.ctx, actor, id);
    expect(end(first) - end(view)).toBe(3_600_000);
    for (let hour = 6; hour <= 12; hour++) await extendEnvironment(world.ctx, actor, id);
    expect(end(await look(world, actor, id)) - end(view)).toBe(8 * 3_600_000);
    await expect(extendEnvironment(world.ctx, actor, id)).rejects.toMatchObject({ code: 'limit-reached' });
  });
});

describe('hints', () => {
  it('open in order, cost once, and show only then', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    expect(view.tasks[0]?.hints).toEqual([
      { index: 0, cost: 2, computed: false, opened: false, body: null, said: null },
      { index: 1, cost: 20, computed: false, opened: false, body: null, said: null },
    ]);
    await expect(openHint(world.ctx, actor, id, 'one', 1)).rejects.toMatchObject({ code: 'conflict' });
    await expect(openHint(world.ctx, actor, id, 'one', 7)).rejects.toMatchObject({ code: 'not-found' });
    await expect(openHint(world.ctx, actor, id, 'two', 0)).rejects.toMatchObject({ code: 'conflict' });
    for (let press = 0; press < 2; press++) await openHint(world.ctx, actor, id, 'one', 0);
    for (const check of ['two-a', 'two-b']) world.answers.set(check, { exitCode: 1 });
    await grade(world, id);
    const passed = await look(world, actor, id);
    expect(passed.tasks[0]).toMatchObject({ status: 'passed', score: 8 });
    expect(JSON.stringify(passed.tasks[0]?.hints[0]?.body)).toContain('Look here');
    // After the task has passed, reading on is free.
    expect((await openHint(world.ctx, actor, id, 'one', 1)).tasks[0]?.score).toBe(8);
  });
});

describe('terminals', () => {
  it('open with a ticket once, within thirty seconds', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    const issued = await issueTerminalTicket(world.ctx, actor, id, target);
    expect(issued.url).toBe(world.ctx.gatewayUrl);
    const [first, second] = await Promise.all([
      redeemTerminalTicket(world.ctx, issued.ticket),
      redeemTerminalTicket(world.ctx, issued.ticket),
    ]);
    const granted = [first, second].find((answer) => answer.granted);
    expect(granted).toMatchObject({
      personId: actor.personId,
      attemptId: id,
      environmentId: environmentOf(view).id,
      ...target,
      hostKey: expect.stringMatching(/^ssh-ed25519 /),
      privateKey: expect.stringMatching(/^-----BEGIN OPENSSH PRIVATE KEY-----/),
    });
    expect([first, second].find((answer) => !answer.granted)).toMatchObject({ reason: 'used' });
    expect(await redeemTerminalTicket(world.ctx, 'nonsense')).toMatchObject({
      granted: false,
      reason: 'unknown',
    });
    const late = await issueTerminalTicket(world.ctx, actor, id, target);
    world.clock.move(30_000);
    expect(await redeemTerminalTicket(world.ctx, late.ticket)).toMatchObject({ reason: 'expired' });
  });

  it('never lead to a hidden node, nor anywhere before the prompt is open', async () => {
    const started = await aStartedAttempt(world);
    await expect(issueTerminalTicket(world.ctx, started.actor, started.id, target)).rejects.toMatchObject({
      code: 'environment-not-ready',
    });
    await runEnvironmentJobs(world);
    for (const node of ['grader', 'nothing'])
      await expect(
        issueTerminalTicket(world.ctx, started.actor, started.id, { node, number: 1 }),
      ).rejects.toMatchObject({ code: 'not-found' });
  });

  it('end with the environment, the attempt and the person', async () => {
    const { actor, id, view } = await aRunningAttempt(world);
    const holder = { personId: actor.personId, attemptId: id };
    const environmentId = environmentOf(view).id;
    const stranger = await anActor(database.db);
    expect(await authorizeTerminal(world.ctx, { ...holder, environmentId })).toBe(true);
    expect(await authorizeTerminal(world.ctx, { ...holder, personId: stranger.personId })).toBe(false);
    const ticket = await issueTerminalTicket(world.ctx, actor, id, target);
    await database.db.update(person).set({ deactivatedAt: new Date() }).where(eq(person.id, actor.personId));
    expect(await authorizeTerminal(world.ctx, holder)).toBe(false);
    expect(await redeemTerminalTicket(world.ctx, ticket.ticket)).toMatchObject({ reason: 'forbidden' });
    await database.db.update(person).set({ deactivatedAt: null }).where(eq(person.id, actor.personId));

    await resetEnvironment(world.ctx, actor, id);
    await runEnvironmentJobs(world);
    expect(await authorizeTerminal(world.ctx, holder)).toBe(true);
    expect(await authorizeTerminal(world.ctx, { ...holder, environmentId })).toBe(false);
    const open = await issueTerminalTicket(world.ctx, actor, id, target);
    await finishAttempt(world.ctx, actor, id);
    expect(await authorizeTerminal(world.ctx, holder)).toBe(false);
    expect(await redeemTerminalTicket(world.ctx, open.ticket)).toMatchObject({ reason: 'attempt-over' });
  });

  it('are taken for silent, not for lost, while their environment is made to stand still', async () => {
    const { view } = await aRunningAttempt(world);
    const { id } = environmentOf(view);
    const still = async (set: Partial<typeof environment.$inferInsert>) => {
      await database.db.update(environment).set(set).where(eq(environment.id, id));
      return environmentStandsStill(world.ctx, id);
    };
    expect(await still({ pauseReason: null })).toBe(false);
    expect(await still({ pauseReason: 'idle' })).toBe(true);
    expect(await still({ state: 'paused' })).toBe(true);
    expect(await still({ state: 'saving', pauseReason: null })).toBe(true);
    expect(await still({ state: 'rewinding' })).toBe(false);
    expect(await environmentStandsStill(world.ctx, randomUUID())).toBe(false);
  });

  it('run a command by its id once, for ever', async () => {
    const { id } = await aRunningAttempt(world);
    const runId = randomUUID();
    const claims = await Promise.all([1, 2, 3].map(() => claimTerminalRun(world.ctx, id, runId)));
    expect(claims.toSorted()).toEqual([false, false, true]);
    expect(await claimTerminalRun(world.ctx, id, runId)).toBe(false);
  });
});
