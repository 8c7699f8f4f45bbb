import { randomBytes } from 'node:crypto';
import { auditEvent } from '@springboard/db/schema/platform.ts';
import { type TestDatabase, withDb } from '@springboard/testkit/with-db.ts';
import { desc } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeSshKeyPair } from '../environments/keys.ts';
import { anActor, aWorld, type World } from '../testing/fixtures.ts';
import { viewSshAddress } from './address.ts';
import { addSshKey, listSshKeys, removeSshKey } from './keys.ts';

let database: TestDatabase;
let world: World;
beforeAll(async () => {
  database = await withDb();
  world = aWorld(database.db);
});
afterAll(() => database?.close());

const aLine = async () => (await makeSshKeyPair('lena@laptop')).publicKey;

test('a key is registered, listed and removed, and the record says so without the key', async () => {
  const lena = await anActor(database.db);
  const line = await aLine();
  const added = await addSshKey(world.ctx, lena, { name: 'laptop', line });
  expect(added).toMatchObject({ name: 'laptop', type: 'ssh-ed25519', lastUsedAt: null });
  expect(added.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  expect(await listSshKeys(world.ctx, lena)).toEqual([added]);
  await removeSshKey(world.ctx, lena, added.id);
  expect(await listSshKeys(world.ctx, lena)).toEqual([]);
  await expect(removeSshKey(world.ctx, lena, added.id)).rejects.toMatchObject({ code: 'not-found' });
  const record = await database.db.select().from(auditEvent).orderBy(desc(auditEvent.id)).limit(2);
  expect(record.map(({ action, actor, detail }) => ({ action, actor, detail }))).toEqual(
    ['ssh-key.remove', 'ssh-key.add'].map((action) => ({
      action,
      actor: lena.personId,
      detail: { name: 'laptop', fingerprint: added.fingerprint },
    })),
  );
});

test('a key is registered once, and by somebody else too: nobody is locked out by who was first', async () => {
  const [lena, omar] = [await anActor(database.db), await anActor(database.db)];
  const line = await aLine();
  const { id } = await addSshKey(world.ctx, lena, { name: 'laptop', line });
  await expect(addSshKey(world.ctx, lena, { name: 'again', line })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('one of your keys'),
  });
  const his = await addSshKey(world.ctx, omar, { name: 'mine', line });
  expect(await listSshKeys(world.ctx, omar)).toEqual([his]);
  await expect(removeSshKey(world.ctx, omar, id)).rejects.toMatchObject({ code: 'not-found' });
  await removeSshKey(world.ctx, omar, his.id);
  expect((await listSshKeys(world.ctx, lena)).map((key) => key.id)).toEqual([id]);
});

test('what is no public key is refused with what to do, twenty keys are the limit, and some roles have none', async () => {
  const lena = await anActor(database.db);
  const { privateKey } = await makeSshKeyPair('x');
  await expect(addSshKey(world.ctx, lena, { name: 'x', line: privateKey })).rejects.toMatchObject({
    code: 'invalid-input',
    message: expect.stringContaining('private key'),
  });
  for (let i = 0; i < 20; i += 1) await addSshKey(world.ctx, lena, { name: `key ${i}`, line: await aLine() });
  await expect(addSshKey(world.ctx, lena, { name: 'one more', line: await aLine() })).rejects.toMatchObject({
    code: 'limit-reached',
  });
  const manager = await anActor(database.db, ['manager']);
  await expect(addSshKey(world.ctx, manager, { name: 'x', line: await aLine() })).rejects.toMatchObject({
    code: 'forbidden',
  });
});

test('the address says which host key to expect, as soon as there is one', async () => {
  const lena = await anActor(database.db);
  const address = {
    host: 'labs.example.org',
    port: 2222,
    hostKeyFile: `/nowhere/${randomBytes(4).toString('hex')}`,
  };
  expect(await viewSshAddress(lena, address)).toEqual({
    host: 'labs.example.org',
    port: 2222,
    hostKey: null,
  });
  expect(await viewSshAddress(lena, null)).toBeNull();
});
