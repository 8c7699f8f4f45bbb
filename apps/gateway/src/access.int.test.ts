import { randomBytes, randomUUID } from 'node:crypto';
import { hashOf, newSecret } from '@springboard/auth/secrets.ts';
import type { Cell, GuardedDoor } from '@springboard/contracts/access/row.ts';
import { accessRows } from '@springboard/contracts/access/table.ts';
import { Role } from '@springboard/contracts/roles.ts';
import { aWorld, testTopology, type World } from '@springboard/core/testing/fixtures.ts';
import { aRunningAttempt } from '@springboard/core/testing/steps.ts';
import { endFollow, insertFollow } from '@springboard/db/repositories/follows.ts';
import { insertSshKey } from '@springboard/db/repositories/ssh-keys.ts';
import { insertTicket } from '@springboard/db/repositories/terminals.ts';
import { attempt } from '@springboard/db/schema/attempts.ts';
import { team, teamMember } from '@springboard/db/schema/people.ts';
import { webUiSession } from '@springboard/db/schema/web-uis.ts';
import { aPerson, aTeam } from '@springboard/testkit/people.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { coreAuthority } from './core-authority.ts';
import { coreSshAuthority } from './core-ssh-authority.ts';
import { tabAuthority } from './tab-authority.ts';

const topology = {
  ...testTopology,
  webUis: [
    {
      name: 'dashboard',
      title: 'D',
      node: 'host1',
      port: 80,
      path: '/',
      scheme: 'http' as const,
      ownWindow: false,
    },
  ],
};

let database: TestDatabase;
let world: World;
beforeAll(async () => {
  database = await withDb();
  world = aWorld(database.db, { topology, limits: { provisioningAtOnce: 100 } });
});
afterAll(() => database.close());

interface Wanted {
  readonly personId: string;
  /** Whose it is. */
  readonly ownerId: string;
  readonly attemptId: string;
  readonly environmentId: string;
}
/** Asks for an attempt with a credential that is in order: what a door says then is its own word, whoever gave the credential. */
type Knock = (wanted: Wanted) => Promise<boolean>;

const driver = { connect: () => Promise.reject(new Error('nobody connects here')) };
const soon = () => new Date(world.ctx.clock().getTime() + 30_000);

const knockTerminal: Knock = async ({ personId, attemptId }) => {
  const secret = newSecret();
  const at = { node: 'host1', number: 1, mode: 'owner', expiresAt: soon() } as const;
  await insertTicket(database.db, { personId, attemptId, ...at, secretHash: hashOf(secret) });
  const answer = await coreAuthority(world.ctx, driver).redeem(secret);
  return !('refused' in answer);
};

/** With a mentor's ticket for what the owner follows. */
const knockFollowing: Knock = async ({ personId, ownerId, attemptId, environmentId }) => {
  const times = { askedAt: world.ctx.clock(), until: soon() };
  const row = { attemptId, environmentId, mentorId: ownerId, state: 'following', ...times } as const;
  const follow = await insertFollow(database.db, row);
  const secret = newSecret();
  const at = { node: 'host1', number: 1, mode: 'observer', expiresAt: soon() } as const;
  const ticket = { personId, attemptId, followId: follow.id, secretHash: hashOf(secret) };
  await insertTicket(database.db, { ...ticket, ...at });
  const answer = await coreAuthority(world.ctx, driver).redeem(secret);
  await endFollow(database.db, follow, { state: 'ended', by: 'mentor', at: world.ctx.clock() });
  return !('refused' in answer);
};

const knockSsh: Knock = async ({ personId, attemptId }) => {
  const body = randomBytes(32).toString('base64');
  const key = { personId, name: 'laptop', type: 'ssh-ed25519', body, fingerprint: `SHA256:${randomUUID()}` };
  await insertSshKey(database.db, key);
  const authority = coreSshAuthority(world.ctx, coreAuthority(world.ctx, driver));
  const { fingerprint } = key;
  return (await authority.logIn({ fingerprint, body, attemptId, ip: '192.0.2.7' })) !== null;
};

const knockGrant: Knock = async ({ ownerId: _, ...wanted }) => {
  const grant = newSecret();
  const row = { ...wanted, ui: 'dashboard', grantHash: hashOf(grant), grantUntil: soon() };
  await database.db.insert(webUiSession).values(row);
  return !('refused' in (await tabAuthority(world.ctx, driver).redeem(grant)));
};

const knockTab: Knock = async ({ ownerId: _, ...wanted }) => {
  const cookie = newSecret();
  const opened = { cookieHash: hashOf(cookie), openUntil: soon() };
  const row = { ...wanted, ui: 'dashboard', grantHash: newSecret(), grantUntil: soon(), ...opened };
  await database.db.insert(webUiSession).values(row);
  return !('refused' in (await tabAuthority(world.ctx, driver).session(cookie)));
};

const knocks = new Map<string, Knock>([
  ['WebSocket /terminal', knockTerminal],
  ['WebSocket /terminal, of a learner whom one follows', knockFollowing],
  ['SSH <attempt>@<host>', knockSsh],
  ['POST <web tab>/.springboard/open', knockGrant],
  ['HTTP <web tab>/*', knockTab],
  ['WebSocket <web tab>/*', knockTab],
]);

const owners = ['stranger', 'team', 'own'] as const;
const reach: Readonly<Record<Cell, readonly string[]>> = {
  no: [],
  yes: [],
  own: ['own'],
  peer: [],
  team: ['team'],
  any: owners,
};

const sockets = accessRows.filter((row): row is GuardedDoor => 'roles' in row && row.at !== undefined);

it.each(sockets)('$door: every cell', async ({ door, roles }) => {
  const knock = knocks.get(door);
  if (!knock) throw new Error(`nobody has tried ${door}`);
  const { view, actor, id: attemptId } = await aRunningAttempt(world);
  const environmentId = view.environment?.id ?? '';
  for (const role of Role.options) {
    const asking = await aPerson(database.db, { roles: [role] });
    const { id: teamId } = await aTeam(database.db, { managerId: asking.id });
    const member = await aPerson(database.db);
    await database.db.insert(teamMember).values({ teamId, personId: member.id });
    const ids = { own: asking.id, team: member.id, stranger: actor.personId };
    for (const owner of owners) {
      await database.db.update(attempt).set({ personId: ids[owner] }).where(eq(attempt.id, attemptId));
      const opened = await knock({ personId: asking.id, ownerId: ids[owner], attemptId, environmentId });
      expect([role, owner, opened]).toEqual([role, owner, reach[roles[role]].includes(owner)]);
    }
    await database.db.delete(team).where(eq(team.id, teamId));
  }
});

it('a key that two people have registered opens to each their own attempt', async () => {
  const hers = await aRunningAttempt(world);
  const his = await aRunningAttempt(world);
  const body = randomBytes(32).toString('base64');
  const fingerprint = `SHA256:${randomUUID()}`;
  const key = { name: 'laptop', type: 'ssh-ed25519', body, fingerprint };
  const first = await insertSshKey(database.db, { ...key, personId: his.actor.personId });
  const second = await insertSshKey(database.db, { ...key, personId: hers.actor.personId });
  const { logIn } = coreSshAuthority(world.ctx, coreAuthority(world.ctx, driver));
  const into = (attemptId: string) => logIn({ fingerprint, body, attemptId, ip: '192.0.2.7' });
  expect(await into(hers.id)).toMatchObject({ personId: hers.actor.personId, keyId: second?.id });
  expect(await into(his.id)).toMatchObject({ personId: his.actor.personId, keyId: first?.id });
  expect(await into((await aRunningAttempt(world)).id)).toBeNull();
});
