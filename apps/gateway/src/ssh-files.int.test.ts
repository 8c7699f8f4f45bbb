import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SshWorld } from './testing/ssh-world.ts';

const megabyte = 2 ** 20;

let ssh: SshWorld;
let it: Awaited<ReturnType<SshWorld['aLearner']>>;
/** On the node. */
let there: string;
beforeAll(async () => {
  ssh = await SshWorld.open();
  it = await ssh.aLearner();
  there = mkdtempSync(join(tmpdir(), 'springboard-node-'));
  const piece = randomBytes(megabyte);
  writeFileSync(join(it.client.folder, 'large'), Buffer.concat(Array.from({ length: 50 }, () => piece)));
});
afterAll(async () => {
  await ssh?.[Symbol.asyncDispose]();
  rmSync(there, { recursive: true, force: true });
});

async function sumOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const data of createReadStream(file)) hash.update(data as Buffer);
  return hash.digest('hex');
}

/** What the record says of files since it had `before` lines. */
async function recorded(before: number) {
  await ssh.allRecorded();
  const lines = (await ssh.transfers()).slice(before).filter(({ action }) => action !== 'ssh.log-in');
  expect(new Set(lines.map(({ actor }) => actor))).toEqual(new Set([it.actor.personId]));
  return lines.map(({ action, detail }): Record<string, unknown> => ({ action, ...detail }));
}

const here = (name: string) => join(it.client.folder, name);

describe.each([
  ['scp by sftp', []],
  ['scp by its own protocol', ['-O']],
])('%s', (name, options) => {
  test('moves 50 MB both ways, unchanged, and the record says so', async () => {
    const before = (await ssh.transfers()).length;
    const up = await it.client.run('scp', [...options, 'large', `${it.at}@lab:${there}/up`]);
    expect(up).toEqual({ code: 0, out: '', err: '' });
    expect(await sumOf(join(there, 'up'))).toBe(await sumOf(here('large')));
    const down = await it.client.run('scp', [...options, `${it.at}@lab:${there}/up`, 'down']);
    expect(down).toEqual({ code: 0, out: '', err: '' });
    expect(await sumOf(here('down'))).toBe(await sumOf(here('large')));
    const lines = await recorded(before);
    const path = `${there}/up`;
    if (name === 'scp by sftp') {
      expect(lines).toEqual([
        { action: 'ssh.file.write', node: it.node, path, bytes: 50 * megabyte },
        { action: 'ssh.file.read', node: it.node, path, bytes: 50 * megabyte },
      ]);
    } else {
      expect(lines).toEqual([
        { action: 'ssh.scp', node: it.node, direction: 'to the node', path },
        { action: 'ssh.file.write', node: it.node, path, name: 'large', bytes: 50 * megabyte },
        { action: 'ssh.scp', node: it.node, direction: 'from the node', path },
        { action: 'ssh.file.read', node: it.node, path, name: 'up', bytes: 50 * megabyte },
      ]);
    }
  });

  test('moves a folder with all that is in it', async () => {
    const before = (await ssh.transfers()).length;
    mkdirSync(here('tree/a b'), { recursive: true });
    writeFileSync(here('tree/one'), 'one');
    writeFileSync(here('tree/a b/tüo'), 'two');
    writeFileSync(here('tree/none'), '');
    const folder = join(there, `tree-${options.length}`);
    expect((await it.client.run('scp', [...options, '-r', 'tree', `${it.at}@lab:${folder}`])).code).toBe(0);
    expect(readFileSync(join(folder, 'a b/tüo'), 'utf8')).toBe('two');
    const lines = await recorded(before);
    const written = lines.filter(({ action }) => action === 'ssh.file.write');
    expect(written.map(({ bytes }) => bytes).sort()).toEqual([0, 3, 3]);
    expect(JSON.stringify(written)).toContain('a b/tüo');
  });
});

describe('sftp', () => {
  test('moves 50 MB both ways, renames, removes and makes folders; the record says what was done', async () => {
    const before = (await ssh.transfers()).length;
    const input = [
      `mkdir ${there}/folder`,
      `put large ${there}/folder/large`,
      `get ${there}/folder/large again`,
      `rename ${there}/folder/large ${there}/folder/renamed`,
      `ln -s renamed ${there}/folder/link`,
      `rm ${there}/folder/link`,
      `rm ${there}/folder/renamed`,
      `-rm ${there}/folder/not-there`,
      `rmdir ${there}/folder`,
    ];
    const { code, err } = await it.client.run('sftp', ['-b', '-', `${it.at}@lab`], {
      input: `${input.join('\n')}\n`,
    });
    expect([code, err.replaceAll(/^[^\n]*not-there[^\n]*\n/gm, '')]).toEqual([0, '']);
    expect(await sumOf(here('again'))).toBe(await sumOf(here('large')));
    const path = `${there}/folder`;
    const on = { node: it.node };
    expect(await recorded(before)).toEqual([
      { action: 'ssh.folder.make', ...on, path },
      { action: 'ssh.file.write', ...on, path: `${path}/large`, bytes: 50 * megabyte },
      { action: 'ssh.file.read', ...on, path: `${path}/large`, bytes: 50 * megabyte },
      { action: 'ssh.file.rename', ...on, path: `${path}/large`, to: `${path}/renamed` },
      { action: 'ssh.file.link', ...on, target: 'renamed', path: `${path}/link` },
      { action: 'ssh.file.remove', ...on, path: `${path}/link` },
      { action: 'ssh.file.remove', ...on, path: `${path}/renamed` },
      { action: 'ssh.folder.remove', ...on, path },
    ]);
  });

  test('of very many files is recorded up to a limit, and the rest as a sum', async () => {
    const before = (await ssh.transfers()).length;
    mkdirSync(here('many'));
    for (let i = 0; i < 400; i += 1) writeFileSync(here(`many/${i}`), 'x');
    const input = `mkdir ${there}/many\nput -r many/. ${there}/many\n`;
    expect((await it.client.run('sftp', ['-b', '-', `${it.at}@lab`], { input })).code).toBe(0);
    const lines = await recorded(before);
    expect(lines.length).toBeLessThan(300);
    const more = lines.at(-1);
    expect(more?.action).toBe('ssh.file.more');
    expect(lines.length - 1 + Number(more?.operations)).toBeGreaterThanOrEqual(400);
  });
});

test('a path at whose end a character would be cut in two costs no line of the record', async () => {
  const before = (await ssh.transfers()).length;
  const deep = join(there, ...Array<string>(4).fill('d'.repeat(200)));
  mkdirSync(deep, { recursive: true });
  // 1000 characters are written down, and the face takes the 1000th and the one after it.
  const face = join(deep, `${'e'.repeat(998 - deep.length)}😀`);
  const input = `mkdir ${face}\nmkdir ${there}/noted\n`;
  expect(await it.client.run('sftp', ['-b', '-', `${it.at}@lab`], { input })).toMatchObject({ code: 0 });
  expect((await recorded(before)).map(({ path }) => path)).toEqual([
    expect.stringMatching(/e\uFFFD…$/),
    `${there}/noted`,
  ]);
});

test('keys that are changed under way, many times, change nothing else', async () => {
  const ran = await it.client.run('scp', ['-o', 'RekeyLimit=2M', 'large', `${it.at}@lab:${there}/rekeyed`]);
  expect(ran).toEqual({ code: 0, out: '', err: '' });
  expect(await sumOf(join(there, 'rekeyed'))).toBe(await sumOf(here('large')));
  const back = ['-o', 'RekeyLimit=2M', `${it.at}@lab:${there}/rekeyed`, 'rekeyed'];
  expect(await it.client.run('scp', back)).toEqual({ code: 0, out: '', err: '' });
  expect(await sumOf(here('rekeyed'))).toBe(await sumOf(here('large')));
});

test('a slow reader does not fill the gateway: what waits for it stays on the node', async () => {
  const child = it.client.start('ssh', [`${it.at}@lab`, `head -c ${200 * megabyte} /dev/zero`]);
  child.stdout.pause();
  // Until nothing comes from the node any more: what was let out of it lies in the gateway and in the client.
  const fromNode = () => (ssh.streams.at(-1) as Socket | undefined)?.bytesRead ?? 0;
  let before = 0;
  await expect
    .poll(
      () => {
        const came = fromNode() - before;
        before += came;
        return before > megabyte && came === 0;
      },
      { interval: 500, timeout: 20_000 },
    )
    .toBe(true);
  expect(before).toBeLessThan(60 * megabyte);
  let bytes = 0;
  child.stdout.on('data', (data: Buffer) => {
    bytes += data.length;
  });
  child.stdout.resume();
  await once(child, 'close');
  expect(bytes).toBe(200 * megabyte);
});
