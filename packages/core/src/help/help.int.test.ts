import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Actor } from '@springboard/contracts/actor.ts';
import { teamMember } from '@springboard/db/schema/people.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { aTeam } from '@springboard/testkit/people.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finishAttempt, getAttempt } from '../attempts.ts';
import { viewNotices } from '../notices/read.ts';
import { recordingPath } from '../recordings/files.ts';
import { aLab, anActor, aWorld, notYet, type World } from '../testing/fixtures.ts';
import { aRunningAttempt, aStartedAttempt, environmentOf, grade } from '../testing/steps.ts';
import { askForHelp } from './ask.ts';
import { closeHelp, endHelp } from './end.ts';
import { getHelp, viewHelpQueue } from './queue.ts';
import { answerHelp, giveHelpBack, takeHelp } from './take.ts';

let database: TestDatabase;
let recordings: string;
let world: World;
beforeEach(async () => {
  database = await withDb();
  recordings = await mkdtemp(join(tmpdir(), 'springboard-help-'));
  world = aWorld(database.db, { recordings });
});
afterEach(async () => {
  await database.close();
  await rm(recordings, { recursive: true });
});

const question = { question: 'Why does it stay *peering*?' };
const ask = (actor: Actor, id: string, task = 'one') => askForHelp(world.ctx, actor, id, task, question);

/** A learner who has asked, and the mentor of their team. */
async function asked() {
  const started = await aRunningAttempt(world);
  const mentor = await anActor(database.db, ['mentor']);
  const { id: teamId } = await aTeam(database.db, { mentorId: mentor.personId });
  await database.db.insert(teamMember).values({ teamId, personId: started.actor.personId });
  world.clock.move(1_000);
  const view = await ask(started.actor, started.id);
  return { ...started, mentor, teamId, view, helpId: view.help[0]?.id ?? '' };
}

async function record(attemptId: string, environmentId: string, text: string) {
  const startedAt = new Date(world.clock.now.getTime() - 1_000);
  const path = recordingPath(recordings, { attemptId, environmentId, node: 'host1', number: 2, startedAt });
  await mkdir(dirname(path), { recursive: true });
  const header = { version: 3, term: { cols: 80, rows: 24 }, timestamp: 0 };
  await writeFile(path, `${JSON.stringify(header)}\n${JSON.stringify([1, 'o', text])}\n`);
}

const titlesOf = async (actor: Actor) =>
  (await viewNotices(world.ctx, actor)).notices.map(({ title, readAt }) => [title, readAt !== null]);

describe('a question', () => {
  it('is filed with what the checks and the screen said when it was asked, whatever they say later', async () => {
    world.answers.set('one-a', notYet('3 of 5 are clean'));
    const { actor, id, view } = await aRunningAttempt(world);
    await grade(world, id);
    await record(id, environmentOf(view).id, 'root@host1:~# ceph -s\r\n  health: HEALTH_WARN\r\n');
    const own = (await ask(actor, id)).help[0];
    expect(own).toMatchObject({ state: 'waiting', place: 1, takenBy: null, answer: null });
    expect(own?.sent).toEqual({ checks: 2, screen: { node: 'host1', number: 2, lines: 2 } });
    world.answers.set('one-a', notYet('5 of 5 are clean'));
    await grade(world, id, 'asked');
    const mentor = await anActor(database.db, ['mentor']);
    const { context } = await getHelp(world.ctx, mentor, own?.id ?? '');
    expect(context.checks).toMatchObject([
      { title: 'Check one-a', verdict: 'not_yet', passed: false, text: '3 of 5 are clean' },
      { title: 'Check one-b', verdict: 'pass', passed: true },
    ]);
    expect(context.screen?.lines).toEqual(['root@host1:~# ceph -s', '  health: HEALTH_WARN']);
  });

  it('says so where there is no screen, and can be asked all the same', async () => {
    const { actor, id } = await aRunningAttempt(world);
    const view = await ask(actor, id);
    const mentor = await anActor(database.db, ['mentor']);
    const { context } = await getHelp(world.ctx, mentor, view.help[0]?.id ?? '');
    expect(context).toMatchObject({ screen: null, noScreen: 'no-terminal' });
    expect(context.checks.map(({ verdict }) => verdict)).toEqual([null, null]);
    await finishAttempt(world.ctx, actor, id);
    const later = await ask(actor, id, 'two');
    const detail = await getHelp(world.ctx, mentor, later.help[1]?.id ?? '');
    expect(detail).toMatchObject({ attemptActive: false, context: { noScreen: 'no-terminal' } });
  });

  it('is one of a task at a time, of one’s own attempt, and about a task that there is', async () => {
    const { actor, id, helpId } = await asked();
    await expect(ask(actor, id)).rejects.toMatchObject({ code: 'conflict' });
    await ask(actor, id, 'two');
    await endHelp(world.ctx, actor, helpId);
    await ask(actor, id);
    await expect(ask(actor, id, 'nine')).rejects.toMatchObject({ code: 'not-found' });
    const other = await anActor(database.db);
    await expect(ask(other, id, 'two')).rejects.toMatchObject({ code: 'not-found' });
    await expect(endHelp(world.ctx, other, helpId)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('has a place among those with the same mentors, which moves up', async () => {
    const { actor, id, teamId, helpId, mentor } = await asked();
    const other = await aStartedAttempt(world, aLab('test/other'));
    await database.db.insert(teamMember).values({ teamId, personId: other.actor.personId });
    const elsewhere = await aStartedAttempt(world, aLab('test/elsewhere'));
    const theirs = await anActor(database.db, ['mentor']);
    const { id: otherTeam } = await aTeam(database.db, { mentorId: theirs.personId });
    await database.db.insert(teamMember).values({ teamId: otherTeam, personId: elsewhere.actor.personId });
    world.clock.move(1_000);
    expect((await ask(elsewhere.actor, elsewhere.id)).help[0]?.place).toBe(1);
    world.clock.move(1_000);
    expect((await ask(other.actor, other.id)).help[0]?.place).toBe(2);
    await takeHelp(world.ctx, mentor, helpId);
    expect((await getAttempt(world.ctx, other.actor, other.id)).help[0]?.place).toBe(1);
    expect((await getAttempt(world.ctx, actor, id)).help[0]).toMatchObject({ state: 'taken', place: null });
    await giveHelpBack(world.ctx, mentor, helpId);
    expect((await getAttempt(world.ctx, other.actor, other.id)).help[0]?.place).toBe(2);
  });
});

describe('a mentor', () => {
  it('takes it, answers it, and the learner is told both times', async () => {
    const { actor, id, mentor, helpId } = await asked();
    expect(await viewHelpQueue(world.ctx, mentor)).toMatchObject({
      open: [{ id: helpId, mine: true, task: { number: 1, title: 'Task one' }, question: question.question }],
      done: [],
    });
    await takeHelp(world.ctx, mentor, helpId);
    await takeHelp(world.ctx, mentor, helpId);
    const [taken] = (await getAttempt(world.ctx, actor, id)).help;
    expect(taken?.takenBy).toMatch(/^Person /);
    world.clock.move(1_000);
    await answerHelp(world.ctx, mentor, helpId, { answer: 'Look at `ceph osd tree`.' });
    const [answered] = (await getAttempt(world.ctx, actor, id)).help;
    expect(answered).toMatchObject({ state: 'answered', answer: { by: taken?.takenBy } });
    expect(JSON.stringify(answered?.answer?.prose)).toContain('"code"');
    expect(await viewHelpQueue(world.ctx, mentor)).toMatchObject({ open: [], done: [{ id: helpId }] });
    expect(await titlesOf(actor)).toEqual([
      [`${taken?.takenBy} has answered your question about “Task one”`, false],
      [`${taken?.takenBy} has taken your question about “Task one”`, false],
    ]);
    await endHelp(world.ctx, actor, helpId);
    expect((await getAttempt(world.ctx, actor, id)).help[0]?.state).toBe('closed');
    const lines = await database.db.select().from(auditEvent);
    expect(lines.map(({ action }) => action).filter((action) => action.startsWith('help.'))).toEqual([
      'help.ask',
      'help.take',
      'help.answer',
      'help.close',
    ]);
  });

  it('is told of it when they mentor the learner, and others once somebody comes need not look', async () => {
    const { mentor, helpId, teamId } = await asked();
    const stranger = await anActor(database.db, ['mentor']);
    expect(await titlesOf(mentor)).toEqual([
      [expect.stringContaining('asks for help with “Task one”'), false],
    ]);
    expect(await titlesOf(stranger)).toEqual([]);
    // Anybody of them may answer; whose learner it is decides what comes first.
    expect((await viewHelpQueue(world.ctx, stranger)).open).toMatchObject([{ id: helpId, mine: false }]);
    const second = await aStartedAttempt(world, aLab('test/second'));
    const own = await anActor(database.db, ['mentor']);
    const membership = { teamId, personId: second.actor.personId, mentorId: own.personId };
    await database.db.insert(teamMember).values(membership);
    await ask(second.actor, second.id);
    expect(await titlesOf(own)).toHaveLength(1);
    expect(await titlesOf(mentor)).toHaveLength(1);
    await takeHelp(world.ctx, stranger, helpId);
    expect(await titlesOf(mentor)).toEqual([[expect.any(String), true]]);
  });

  it('cannot take what another one has, answer it, or give it back', async () => {
    const { mentor, helpId } = await asked();
    const late = await anActor(database.db, ['mentor']);
    await takeHelp(world.ctx, mentor, helpId);
    const moved = { code: 'conflict', message: expect.stringContaining('Another mentor has taken it') };
    await expect(takeHelp(world.ctx, late, helpId)).rejects.toMatchObject(moved);
    await expect(answerHelp(world.ctx, late, helpId, { answer: 'Me, too' })).rejects.toMatchObject(moved);
    await expect(giveHelpBack(world.ctx, late, helpId)).rejects.toMatchObject(moved);
    await expect(closeHelp(world.ctx, late, helpId)).rejects.toMatchObject(moved);
    await closeHelp(world.ctx, mentor, helpId);
    await expect(answerHelp(world.ctx, mentor, helpId, { answer: 'Late' })).rejects.toMatchObject({
      message: expect.stringContaining('It has been closed'),
    });
  });

  it('of two who take it at once one does', async () => {
    const { mentor, helpId } = await asked();
    const other = await anActor(database.db, ['mentor']);
    const both = await Promise.allSettled([
      takeHelp(world.ctx, mentor, helpId),
      takeHelp(world.ctx, other, helpId),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('answers nothing of their own, and nobody who is none answers', async () => {
    const { actor, helpId } = await asked();
    const self: Actor = { ...actor, roles: ['learner', 'mentor'] };
    await expect(takeHelp(world.ctx, self, helpId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(getHelp(world.ctx, self, helpId)).rejects.toMatchObject({ code: 'not-found' });
    expect((await viewHelpQueue(world.ctx, self)).open).toEqual([]);
    await expect(takeHelp(world.ctx, actor, helpId)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
