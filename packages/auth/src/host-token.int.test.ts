import { apiToken, person } from '@springboard/db/schema/people.ts';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { actorOf } from './actor.ts';
import { type Auth, createAuth } from './auth.ts';
import { createHostToken, dropHostToken, hostOperator } from './host-token.ts';

let database: TestDatabase;
let auth: Auth;
beforeEach(async () => {
  database = await withDb();
  auth = createAuth({ db: database.db, secret: 's'.repeat(43), url: 'http://localhost:7800' });
});
afterEach(() => database.close());

const asked = (secret: string) =>
  actorOf(auth, { headers: new Headers({ authorization: `Bearer ${secret}` }), ip: null });
const wanted = { name: 'springboard env list', scopes: ['environment.any.read'] } as const;

it('acts as the operator on the host, with the rights asked for and no others, and says so in the audit', async () => {
  const { secret, id } = await createHostToken(database.db, wanted);
  expect((await asked(secret))?.actor).toMatchObject({
    personId: hostOperator.id,
    roles: ['operator'],
    scopes: ['environment.any.read'],
    via: 'api-token',
  });
  expect(await database.db.select().from(auditEvent)).toMatchObject([
    { actor: 'system', action: 'api-token.create', subjectId: id, detail: { minutes: 5 } },
  ]);
  const [row] = await database.db.select().from(apiToken);
  expect(row?.expiresAt?.getTime()).toBeLessThan(Date.now() + 6 * 60_000);
  expect(JSON.stringify(row)).not.toContain(secret);
});

it('ends with its command, or by itself; the next one clears away what was left', async () => {
  const first = await createHostToken(database.db, wanted);
  await dropHostToken(database.db, first.id);
  expect(await asked(first.secret)).toBeNull();
  const killed = await createHostToken(database.db, wanted);
  await database.db.update(apiToken).set({ expiresAt: sql`now() - interval '1 second'` });
  expect(await asked(killed.secret)).toBeNull();
  await createHostToken(database.db, wanted);
  expect(await database.db.$count(apiToken)).toBe(1);
  expect(await database.db.$count(person, eq(person.id, hostOperator.id))).toBe(1);
});

it('does nothing once the operator on the host was taken out', async () => {
  await createHostToken(database.db, wanted);
  await database.db.update(person).set({ deactivatedAt: new Date() });
  const { secret } = await createHostToken(database.db, wanted);
  expect(await asked(secret)).toBeNull();
});
