import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { readTar } from '@springboard/core/testing/read-tar.ts';
import { attempt } from '@springboard/db/schema/attempts.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { submissionComment, submissionReview } from '@springboard/db/schema/reviews.ts';
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
      'reviews.json',
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

it('has what one said of others’ work, without whose work it was', async () => {
  const { person, send } = await api.signedIn(['mentor']);
  const writer = await api.signedIn();
  const work = await (await thingsOf(api))('submission', writer.person.id);
  const version = { attemptId: work.path.id ?? '', taskId: 'why', version: 1 };
  const decision = 'accept' as const;
  const said = { decision, comment: 'Well found.', points: 10, marks: [], at: new Date() };
  const line = { fromLine: 1, toLine: 1, at: new Date() };
  const { db } = api.database;
  await db.insert(submissionReview).values([
    { ...version, ...said, reviewerId: person.id },
    { ...version, ...said, reviewerId: (await api.signedIn(['mentor'])).person.id, comment: 'Another’s.' },
  ]);
  await db.insert(submissionComment).values([
    { ...version, ...line, authorId: person.id, text: 'How so?' },
    { ...version, ...line, authorId: writer.person.id, text: 'Not mine.' },
  ]);
  const files = await filesOf(await send('GET', '/api/me/data'));
  const reviews = JSON.parse(files.get('reviews.json') ?? '');
  const of = { lab: 'whose/is-it', attemptId: version.attemptId, taskId: 'why', version: 1 };
  expect(reviews).toMatchObject({
    reviews: [{ ...of, decision: 'accept', comment: 'Well found.', points: 10 }],
    comments: [{ ...of, fromLine: 1, text: 'How so?' }],
  });
  expect(reviews.comments).toHaveLength(1);
  const all = [...files].flat().join('\n');
  for (const theirs of [writer.person.id, writer.person.email, 'Another’s.', 'Not mine.', 'Because.'])
    expect(all).not.toContain(theirs);
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
  expect((await filesOf(await send('GET', '/api/me/data'))).size).toBe(7);
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
