import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { readTar } from '@springboard/core/testing/read-tar.ts';
import { attempt } from '@springboard/db/schema/attempts.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { anApi, type TestApi } from '../testing/an-api.ts';
import { thingsOf } from '../testing/things.ts';

let api: TestApi;
beforeAll(async () => {
  api = await anApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const filesOf = (answer: Response) => readTar(answer.body as ReadableStream);

it('one’s own data is all of one’s own, with recordings, and nobody else’s', async () => {
  const { person, send } = await api.signedIn(['learner', 'mentor']);
  const stranger = await api.signedIn();
  const make = await thingsOf(api);
  const recorded = await make('attempt', person.id);
  const over = { state: 'finished', finishedAt: new Date(), score: 0 } as const;
  await api.database.db.update(attempt).set({ ...over, number: 2 });
  const taught = await make('walkthrough', person.id);
  await api.database.db
    .update(attempt)
    .set({ ...over, number: 3 })
    .where(eq(attempt.number, 1));
  const mine = await make('submission', person.id);
  const token = await make('token', person.id);
  const theirs = await make('attempt', stranger.person.id);
  const answer = await send('GET', '/api/me/data');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toContain('.tar.gz');
  const files = await filesOf(answer);
  const names = [...files.keys()];
  expect(names).toEqual(
    expect.arrayContaining([
      'README.txt',
      'profile.json',
      `attempts/${mine.path.id}.json`,
      `recordings/${recorded.path.id}/${recorded.path.name}`,
      `walkthroughs/${taught.path.id}.json`,
      `walkthroughs/${taught.path.id}/part.cast`,
      'ratings.json',
      'audit/1.jsonl',
    ]),
  );
  expect(files.get(`attempts/${mine.path.id}.json`)).toContain('Because.');
  // What the checks of a running attempt ask for follows from these.
  expect(files.get(`attempts/${mine.path.id}.json`)).not.toMatch(/"(seed|params)"/);
  expect(files.get('profile.json')).toContain(person.email);
  expect(files.get('audit/1.jsonl')).toContain('sign-in');
  const all = [...files].flat().join('\n');
  for (const other of [theirs.marker, stranger.person.id, stranger.person.email])
    expect(all).not.toContain(other);
  // Neither secrets nor what is kept of them.
  expect(all).not.toContain(token.marker);
  expect(all).not.toMatch(/secretHash|"token"/);
  const [line] = await api.database.db.select().from(auditEvent).orderBy(desc(auditEvent.id)).limit(1);
  expect(line).toMatchObject({ action: 'person.export', actor: person.id });
});

it('an export whose reader goes away ends, and the next one is whole', async () => {
  const { person, send } = await api.signedIn();
  const make = await thingsOf(api);
  await make('attempt', person.id);
  const answer = await send('GET', '/api/me/data');
  const body = Readable.fromWeb(answer.body as ReadableStream);
  await once(body, 'readable');
  body.destroy();
  await once(body, 'close');
  expect((await filesOf(await send('GET', '/api/me/data'))).size).toBe(6);
});

it('deletion is asked for, seen by operators, and taken back', async () => {
  const { person, send } = await api.signedIn();
  const operator = await api.signedIn(['operator']);
  const requests = async () => {
    const answer = await operator.send('GET', '/api/departures');
    return ((await answer.json()) as { requests: { id: string }[] }).requests.map(({ id }) => id);
  };
  expect(await (await send('GET', '/api/me/deletion')).json()).toEqual({
    deletionAskedAt: null,
    recordingsKeptMs: 90 * 86_400_000,
  });
  const asked = (await (await send('PUT', '/api/me/deletion')).json()) as { deletionAskedAt: string };
  expect(Date.parse(asked.deletionAskedAt)).toBeGreaterThan(0);
  expect(await (await send('PUT', '/api/me/deletion')).json()).toEqual(asked);
  expect(await requests()).toEqual([person.id]);
  await send('DELETE', '/api/me/deletion');
  expect(await requests()).toEqual([]);
});
