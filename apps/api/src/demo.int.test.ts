import { join } from 'node:path';
import { ensureDemoTeam } from '@springboard/auth/demo-team.ts';
import { createSignInLink } from '@springboard/auth/sign-in.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { AttemptSummary, AttemptView } from '@springboard/contracts/attempts.ts';
import { AuditEventView } from '@springboard/contracts/audit.ts';
import { HelpQueue } from '@springboard/contracts/help-queue.ts';
import { NoticesView } from '@springboard/contracts/notices.ts';
import { PathView } from '@springboard/contracts/paths.ts';
import { PersonView, TeamView } from '@springboard/contracts/people.ts';
import { TeamReadinessRow } from '@springboard/contracts/readiness.ts';
import { RecordingView } from '@springboard/contracts/recordings.ts';
import { SubmissionSummary } from '@springboard/contracts/submissions.ts';
import { StuckView, TeamMapView } from '@springboard/contracts/team-map.ts';
import { TimelineView } from '@springboard/contracts/timeline.ts';
import { loadDemo } from '@springboard/demo/load/load-demo.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { anApi, type Send, type TestApi } from './testing/an-api.ts';

let api: TestApi;
const now = new Date('2026-11-25T14:30:00Z');

beforeAll(async () => {
  api = await anApi();
  api.world.clock.now = now;
  const { recordings } = api.services.core;
  await ensureDemoTeam(api.database.db);
  const loaded = await loadDemo(api.database.db, {
    now,
    recordings,
    environments: 'ended',
    labs: join(repositoryRoot, 'labs'),
    topologies: join(repositoryRoot, 'infra/environments'),
  });
  expect(loaded.kind).toBe('loaded');
});
afterAll(() => api[Symbol.asyncDispose]());

async function as(
  personId: string,
): Promise<<S extends z.ZodType>(schema: S, path: string) => Promise<z.infer<S>>> {
  const { token } = await createSignInLink(api.auth, personId);
  const answer = await api.send('POST', '/api/sign-in', { body: { token } });
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const send: Send = (method, path) =>
    api.send(method, path, { headers: { cookie, 'sec-fetch-site': 'same-origin' } });
  return async (schema, path) => {
    const got = await send('GET', path);
    expect(got.status, path).toBe(200);
    return schema.parse(await got.json());
  };
}

it('shows a learner their path, results, attempts with timelines and recordings, and what they were told', async () => {
  const ask = await as('demo-lena');
  const [path] = await ask(z.array(PathView), '/api/me/paths');
  const attempts = await ask(z.array(AttemptSummary), '/api/attempts');
  expect(attempts.map(({ state }) => state)).toContain('active');
  const done = path?.items.filter(({ status, lab }) => status === 'done' && lab).map(({ id }) => id) ?? [];
  expect(done).toContain('ceph/first-cluster');
  for (const { lab, best, attempts: count } of path?.items ?? []) {
    const own = attempts.filter((one) => one.lab.slug === lab?.slug);
    expect(count).toBe(own.length);
    const scores = own.filter(({ state }) => state === 'finished').map(({ score }) => score);
    if (best) expect(best.score).toBe(Math.max(...scores));
  }
  for (const { id, score, maxScore, tasksPassed } of attempts) {
    const view = await ask(AttemptView, `/api/attempts/${id}`);
    expect(view).toMatchObject({ score, maxScore });
    expect(view.tasks.filter(({ status }) => status === 'passed')).toHaveLength(tasksPassed);
    const timeline = await ask(TimelineView, `/api/attempts/${id}/timeline`);
    expect(timeline.items.filter(({ kind }) => kind === 'check').length).toBeGreaterThan(0);
  }
  const recorded = attempts.find(({ lab }) => lab.slug === 'ceph/first-cluster');
  expect(await ask(z.array(RecordingView), `/api/attempts/${recorded?.id}/recordings`)).toHaveLength(1);
  expect((await ask(NoticesView, '/api/notices')).notices.length).toBeGreaterThan(1);
});

it('shows a mentor questions and work that wait, who is stuck, and whole attempts of others', async () => {
  const ask = await as('demo-mira');
  const queue = await ask(HelpQueue, '/api/help');
  expect(queue.open.map(({ state }) => state).toSorted()).toEqual(['taken', 'waiting']);
  expect(queue.done.length).toBeGreaterThan(1);
  expect(await ask(z.array(SubmissionSummary), '/api/submissions')).toHaveLength(1);
  expect((await ask(z.array(SubmissionSummary), '/api/submissions?state=done')).length).toBeGreaterThan(5);
  const teams = await ask(z.array(TeamView), '/api/team-maps');
  const stuck = (
    await Promise.all(teams.map(({ id }) => ask(z.array(StuckView), `/api/teams/${id}/stuck`)))
  ).flat();
  expect(stuck.map(({ person, rule }) => [person.id, rule]).toSorted()).toEqual([
    ['demo-aiko', 'hints'],
    ['demo-david', 'idle'],
  ]);
  for (const { attemptId } of stuck) await ask(AttemptView, `/api/attempts/${attemptId}`);
});

it('shows a manager maps with the numbers of the attempts, and who may take the pager', async () => {
  const ask = await as('demo-max');
  const teams = await ask(z.array(TeamView), '/api/team-maps');
  expect(teams.map(({ name }) => name).toSorted()).toEqual(['Demo storage team', 'Demo team']);
  const maps = await Promise.all(teams.map(({ id }) => ask(TeamMapView, `/api/teams/${id}/map`)));
  const rows = maps.flatMap(({ paths }) => paths.flatMap((path) => path.rows));
  expect(rows).toHaveLength(8);
  const statuses = new Set(rows.flatMap(({ cells }) => cells.map(({ status }) => status)));
  for (const status of ['open', 'active', 'stuck', 'tried', 'returned', 'waiting', 'done'] as const)
    expect(statuses, status).toContain(status);
  for (const { cells } of rows)
    for (const { status, minutes } of cells) if (status === 'done') expect(minutes).toBeGreaterThan(0);
  const readiness = (
    await Promise.all(teams.map(({ id }) => ask(z.array(TeamReadinessRow), `/api/teams/${id}/readiness`)))
  ).flat();
  expect(
    readiness.filter((row) => row.readiness.some(({ ready }) => ready)).map(({ person }) => person.id),
  ).toEqual(['demo-jonas']);
  expect((await ask(z.array(PersonView), '/api/people')).length).toBeGreaterThanOrEqual(8);
  expect((await ask(z.array(AuditEventView), '/api/audit')).length).toBeGreaterThan(20);
});
