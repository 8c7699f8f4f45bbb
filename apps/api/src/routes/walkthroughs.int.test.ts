import { aRecording } from '@springboard/core/testing/a-recording.ts';
import { aLab, publish } from '@springboard/core/testing/fixtures.ts';
import { anAttemptRow } from '@springboard/core/testing/path-steps.ts';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anApi, type TestApi } from '../testing/an-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const slug = 'test/taught';
const began = new Date('2026-11-02T09:00:00.000Z');
const at = (seconds: number) => new Date(began.getTime() + seconds * 1000).toISOString();

it('of another’s recording the published span can be had over HTTP, and no other way leads to more', async () => {
  const { db } = api.database;
  await publish(db, aLab(slug));
  const [teacher, watcher, newcomer] = [await api.signedIn(), await api.signedIn(), await api.signedIn()];
  const attemptId = await anAttemptRow(db, { personId: teacher.person.id, slug, score: 10 });
  await anAttemptRow(db, { personId: watcher.person.id, slug, score: 10 });
  const recording = await aRecording(api.world.ctx.recordings, attemptId, began, [
    [1, 'BEFORE'],
    [10, 'SHOWN'],
    [20, 'AFTER'],
  ]);

  const begun = await teacher.send('POST', `/api/attempts/${attemptId}/walkthroughs`);
  expect(begun.status).toBe(201);
  const { id } = (await begun.json()) as { id: string };
  const page = `/api/walkthroughs/${id}`;
  const body = {
    title: 'How I did it',
    parts: [{ recording, from: at(5), until: at(15) }],
    chapters: [{ recording, at: at(10), title: 'Look', text: '<script>alert(1)</script> *here*' }],
    revision: 0,
  };
  expect((await teacher.send('PUT', `${page}/draft`, { body })).status).toBe(200);
  expect((await watcher.send('GET', page)).status).toBe(404);
  expect((await teacher.send('POST', `${page}/publish`)).status).toBe(200);

  const answer = await watcher.send('GET', page);
  expect(answer.status).toBe(200);
  const shown = await answer.text();
  for (const inside of [recording, attemptId, teacher.person.id, '"script"'])
    expect(shown).not.toContain(inside);
  const part = await watcher.send('GET', `${page}/parts/0`);
  expect(part.headers.get('cache-control')).toBe('no-store');
  const printed = await part.text();
  expect(printed).toContain('SHOWN');
  expect(printed).not.toMatch(/BEFORE|AFTER/);

  const raw = `/api/attempts/${attemptId}/recordings`;
  for (const path of [
    raw,
    `${raw}/${recording}`,
    `${page}/draft`,
    `${page}/preview`,
    `${page}/preview/parts/0`,
  ])
    expect([path, (await watcher.send('GET', path)).status]).toEqual([path, 404]);
  for (const path of [`${page}/parts/1`, `${page}/parts/-1`, `${page}/parts/${recording}`])
    expect([path, (await watcher.send('GET', path)).status]).toEqual([path, 404]);
  for (const path of [page, `${page}/parts/0`])
    expect([path, (await newcomer.send('GET', path)).status]).toEqual([path, 404]);
});
