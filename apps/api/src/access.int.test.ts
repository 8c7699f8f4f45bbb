import { randomUUID } from 'node:crypto';
import type { Cell, GuardedDoor, Thing } from '@springboard/contracts/access/row.ts';
import { accessRows } from '@springboard/contracts/access/table.ts';
import { allows, Permission, Role } from '@springboard/contracts/roles.ts';
import { aPerson } from '@springboard/testkit/people.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Route } from './http/route.ts';
import { routes } from './routes.ts';
import { anApi, type Send, type TestApi } from './testing/an-api.ts';
import { intoTeamOf, type OwnedThing, thingsOf } from './testing/things.ts';

let api: TestApi;
let aThing: Awaited<ReturnType<typeof thingsOf>>;
beforeAll(async () => {
  api = await anApi();
  aThing = await thingsOf(api);
});
afterAll(() => api[Symbol.asyncDispose]());

const doorOf = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`;
const routeOf = new Map(routes.map((route) => [doorOf(route), route]));
const ofApi = accessRows.filter(({ at }) => at === undefined);
const guarded = ofApi.filter((row): row is GuardedDoor => 'roles' in row);

/** Whose a thing is, as the person who asks sees it. Their own comes last: some doors end what they came by. */
const owners = ['stranger', 'team', 'own'] as const;
type Owner = (typeof owners)[number];

/** What each cell lets somebody have. */
const reach: Readonly<Record<Cell, readonly Owner[]>> = {
  no: [],
  yes: [],
  own: ['own'],
  // What peers are asked for is nobody's of the scene: `routes/submissions.int.test.ts` has a peer at each of these doors.
  peer: [],
  team: ['team'],
  any: owners,
};

function hasIt(cell: Cell, owner: Owner, thing: Thing): boolean {
  // Nobody reviews their own work, or answers what they asked.
  if (thing === 'submission' && owner === 'own') return false;
  if (thing === 'help' && cell === 'any' && owner === 'own') return false;
  return reach[cell].includes(owner);
}

/** One body that every route's schema takes; each takes of it what it knows. */
function aBody(): Record<string, unknown> {
  return {
    node: 'host1',
    name: 'dashboard',
    number: 1,
    title: 'Before I try it',
    answers: {},
    text: 'mine',
    revision: 0,
    taskId: null,
    version: 1,
    marks: [{ level: 'full', comment: '' }],
    comment: 'Well done.',
    decision: 'accept',
    email: `${randomUUID()}@example.org`,
    roles: ['learner'],
    team: null,
    joinedOn: '2026-11-02',
    mentorId: null,
    managerId: null,
    attemptId: randomUUID(),
    answer: 'no',
    agree: true,
    pathId: 'whose',
    itemId: 'welcome',
    startsOn: '2026-11-02',
    dueOn: '2026-12-01',
    reason: 'Ill for a week.',
    to: { kind: 'person', id: randomUUID() },
    read: true,
    password: 'correct horse battery',
    question: 'Why does it not mount?',
    kind: 'help-taken',
    channels: ['page'],
    fromLine: 1,
    toLine: 1,
    recording: 'host1.1.cast',
    moment: '2026-11-02T09:00:00Z',
    settled: true,
    taken: true,
    skillId: 'whose-skill',
    note: 'Seen at night.',
    confirm: 'nobody@example.org',
    lab: 'none/such',
    startsAt: '2099-01-01T09:00:00Z',
    people: [randomUUID()],
    parts: [],
    chapters: [],
    stars: 4,
  };
}

function pathOf(route: Route, given: Readonly<Record<string, string>>): string {
  const other: Record<string, string> = {
    index: '0',
    part: '0',
    number: '1',
    taskId: 'why',
    runId: '1',
    name: 'lab',
  };
  return route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => given[name] ?? other[name] ?? randomUUID());
}

async function ask(send: Send, route: Route, given: Readonly<Record<string, string>> = {}) {
  const answer = await send(
    route.method.toUpperCase(),
    pathOf(route, given),
    route.body ? { body: aBody() } : {},
  );
  const goesOn = answer.headers.get('content-type') === 'text/event-stream';
  const text = goesOn ? '' : await answer.text();
  await answer.body?.cancel().catch(() => {});
  return { status: answer.status, text: text.replace(/"instance":"[^"]*"/, '') };
}

/** Somebody of this role, with a person in a team of theirs and one who has nothing to do with them. */
async function aScene(role: Role) {
  const { person, send } = await api.signedIn([role]);
  const member = await aPerson(api.database.db);
  await intoTeamOf(api, person.id, member.id);
  const stranger = await aPerson(api.database.db);
  return { send, idOf: { own: person.id, team: member.id, stranger: stranger.id } };
}

async function mayAsk(send: Send, route: Route): Promise<void> {
  const { status } = await ask(send, route);
  expect([401, 403, 500]).not.toContain(status);
}

/** Somebody else's thing is answered exactly as one that does not exist. */
async function mayAskFor(send: Send, route: Route, thing: OwnedThing, expected: boolean): Promise<void> {
  const missing = await ask(send, route, { ...thing.path, id: randomUUID() });
  const found = await ask(send, route, thing.path);
  expect(missing.status).toBe(404);
  if (expected) {
    expect([401, 403, 500]).not.toContain(found.status);
    expect(found).not.toEqual(missing);
  } else expect(found).toEqual(missing);
}

describe('the table', () => {
  it('has a row for every route, and no other', () => {
    expect(ofApi.map(({ door }) => door).toSorted()).toEqual(routes.map(doorOf).toSorted());
  });

  it.each(ofApi)('says of $door what the route asks for', (row) => {
    const permissions = routeOf.get(row.door)?.permissions ?? null;
    expect(permissions?.toSorted() ?? null).toEqual('scopes' in row ? row.scopes.toSorted() : null);
  });
});

describe('a door', () => {
  it.each(guarded)('$door: every cell', async ({ door, roles, of, lists }) => {
    const route = routeOf.get(door) as Route;
    const thing = of ?? lists;
    for (const role of Role.options) {
      const cell = roles[role];
      const { send, idOf } = await aScene(role);
      if (cell === 'yes') await mayAsk(send, route);
      for (const owner of thing === undefined ? [] : owners) {
        const made = await aThing(thing as Thing, idOf[owner]);
        const expected = hasIt(cell, owner, thing as Thing);
        if (cell === 'no') expect((await ask(send, route, made.path)).status).toBe(403);
        else if (of !== undefined) await mayAskFor(send, route, made, expected);
        else {
          const { status, text } = await ask(send, route);
          expect([role, owner, status]).toEqual([role, owner, 200]);
          expect([role, owner, text.includes(made.marker)]).toEqual([role, owner, expected]);
        }
      }
      if (cell === 'no' && thing === undefined) expect((await ask(send, route)).status).toBe(403);
    }
  });

  it.each(guarded)('$door: no one without a session or a token', async ({ door }) => {
    const route = routeOf.get(door) as Route;
    for (const headers of [
      {},
      { authorization: 'Bearer sb_nothing' },
      { cookie: 'springboard.session_token=x.y' },
    ] as Record<string, string>[]) {
      const answer = await api.send(route.method.toUpperCase(), pathOf(route, {}), { headers });
      expect(answer.status).toBe(401);
      expect(await answer.json()).toMatchObject({ code: 'not-signed-in' });
    }
  });

  it.each(guarded)('$door: tokens with its scope, and no others', async ({ door, scopes, and }) => {
    const route = routeOf.get(door) as Route;
    for (const scope of scopes) {
      const needed = [scope, ...(and === undefined ? [] : [and])];
      const role = Role.options.find((one) => needed.every((right) => allows([one], right))) as Role;
      const { send } = await api.signedIn([role]);
      const other = Permission.options.find(
        (one) => !scopes.includes(one) && one !== and && allows([role], one),
      ) as Permission;
      const tokenWith = async (given: readonly Permission[]): Promise<Send> => {
        const made = await send('POST', '/api/tokens', { body: { name: 'one right', scopes: given } });
        const { secret } = (await made.json()) as { secret: string };
        return (method, path, more) =>
          api.send(method, path, { ...more, headers: { authorization: `Bearer ${secret}` } });
      };
      // Made before any of them is used: some doors end what tokens are made with.
      const fitting = await tokenWith(needed);
      const narrow = await Promise.all(
        [[other], ...(and === undefined ? [] : [[scope], [and]])].map(tokenWith),
      );
      expect([401, 403, 500]).not.toContain((await ask(fitting, route)).status);
      for (const one of narrow) expect((await ask(one, route)).status).toBe(403);
    }
  });
});
