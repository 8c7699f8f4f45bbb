import { readdirSync, readFileSync } from 'node:fs';
import { afterEach, expect, test, vi } from 'vitest';
import { headlessTerminal, linesOf } from '../../testing/emulated-client.ts';
import { below, cutAnywhere, firstSeed, randomOutput, seeded } from '../../testing/random-output.ts';
import { ByteRing } from '../ring.ts';
import type { Snapshot } from '../screen.ts';
import { ScreenPool, type ScreenPoolOptions } from './pool.ts';
import type { Kept, ThreadScreenOptions } from './thread-screen.ts';

const size = { columns: 80, rows: 24 };
const ringBytes = 512 * 1024;
const logged: string[] = [];
const log = {
  debug() {},
  info() {},
  warn() {},
  error: (_: object, message: string) => void logged.push(message),
};
const pools: ScreenPool[] = [];

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

function poolOf(options: Partial<ScreenPoolOptions> = {}): ScreenPool {
  const pool = new ScreenPool({ log, ...options });
  pools.push(pool);
  return pool;
}
const mortal = () =>
  poolOf({ threads: 1, program: new URL('../../testing/mortal-screens.ts', import.meta.url) });

/** A screen, and the shell that prints on it. */
function screenIn(pool: ScreenPool, options: Partial<ThreadScreenOptions> = {}) {
  const ring = new ByteRing(ringBytes);
  const moved = Promise.withResolvers<Kept>();
  const busy: boolean[] = [];
  const kept: Kept[] = [];
  const screen = pool.open({
    size,
    ring,
    onBusy: (on) => void busy.push(on),
    onBroken: () => {},
    onMoved: (what) => {
      kept.push(what);
      moved.resolve(what);
    },
    ...options,
  });
  const print = (data: Uint8Array | string) => {
    ring.append(Buffer.from(data as string));
    screen.wake();
  };
  return { ring, screen, print, busy, kept, moved: moved.promise };
}
const title = (text: string) => `\x1b]2;${text}\x07`;

async function shown({ data, size: { columns, rows } }: Snapshot) {
  const terminal = headlessTerminal({ columns, rows });
  await new Promise<void>((resolve) => terminal.write(data, resolve));
  return linesOf(terminal).join('\n').trim();
}

test('at any moment a snapshot is the screen at its offset: nothing is doubled, nothing is lost', async () => {
  const pool = poolOf({ threads: 2 });
  for (let seed = firstSeed; seed < firstSeed + 15; seed += 1) {
    const random = seeded(seed);
    const bytes = randomOutput(random, 60 + below(random, 200));
    const { screen, print } = screenIn(pool);
    const reference = headlessTerminal(size);
    reference.write(bytes);
    const snapshots: Promise<Snapshot>[] = [];
    for (const piece of cutAnywhere(random, bytes, 200)) {
      print(piece);
      if (random() < 0.3) await new Promise(setImmediate);
      if (random() < 0.05) snapshots.push(screen.snapshot());
    }
    snapshots.push(screen.snapshot());
    await new Promise<void>((resolve) => reference.write('', resolve));
    for (const snapshot of await Promise.all(snapshots)) {
      const late = headlessTerminal(size);
      late.write(snapshot.data);
      await new Promise<void>((resolve) => late.write(bytes.subarray(snapshot.offset), resolve));
      expect(linesOf(late), `seed ${seed}, from ${snapshot.offset}`).toEqual(linesOf(reference));
    }
    screen.dispose();
  }
});

test('a size takes effect at its place, and an answer is true after what was printed before', async () => {
  const { screen, print } = screenIn(poolOf());
  print('x'.repeat(100));
  screen.resize({ columns: 40, rows: 6 }, 1);
  print('\x1b[?2004h');
  const before = screen.bracketedPaste();
  print('\x1b[?2004l');
  expect(await before).toBe(true);
  expect(await screen.bracketedPaste()).toBe(false);
  expect(await screen.snapshot()).toMatchObject({
    size: { columns: 40, rows: 6 },
    sizeRevision: 1,
    offset: 116,
  });
});

test('a flood waits for its thread: what is not parsed is bounded, and it goes on', async () => {
  const piece = 'a line of a flood\r\n'.repeat(1_000);
  const going = Promise.withResolvers<void>();
  const { ring, screen, print } = screenIn(poolOf(), {
    onBusy: (on) => {
      busy = on;
      if (!on) going.resolve();
    },
  });
  let busy = false;
  while (!busy) print(piece);
  expect(ring.end).toBeLessThanOrEqual(128 * 1024 + piece.length);
  await going.promise;
  print('the end');
  expect(await shown(await screen.snapshot())).toMatch(/a line of a flood\nthe end$/);
});

test('few screens are in one thread, whatever the machine has', () => {
  const pool = poolOf({ threads: 4 });
  for (let n = 0; n < 16; n += 1) screenIn(pool);
  expect(pool.threads).toBe(1);
  for (let n = 0; n < 100; n += 1) screenIn(pool);
  expect(pool.threads).toBe(4);
});

test('a thread that ends takes with it no screen but the one whose output ended it', async () => {
  const pool = mortal();
  const mine = screenIn(pool);
  const other = screenIn(pool, { drawn: Buffer.from('what was there\r\n') });
  other.print('mine is fine');
  await other.screen.snapshot();
  mine.print(`before${title('exit')}`);
  const asked = mine.screen.snapshot();
  other.print(', and goes on');
  expect(await other.moved).toBe('all');
  expect(await shown(await other.screen.snapshot())).toBe('what was there\nmine is fine, and goes on');
  expect((await asked).offset).toBe(mine.ring.end);
  mine.print('\r\nafter');
  expect(await shown(await mine.screen.snapshot())).toBe('after');
  expect(mine.kept).toEqual(['nothing']);
  expect(logged.at(-1)).toContain('a thread of screens ended');
});

test('a thread that throws when nothing is parsed gets the old output once more, and no third time', async () => {
  const mine = screenIn(mortal());
  mine.print(`before${title('throw')}`);
  await vi.waitFor(() => expect(mine.kept).toEqual(['all', 'nothing']), { timeout: 60_000 });
  mine.print('after');
  expect(await shown(await mine.screen.snapshot())).toBe('after');
});

test('of a long output a new thread gets what the ring has, from the beginning of a line', async () => {
  const pool = mortal();
  const { ring, print, screen, moved } = screenIn(pool);
  for (let n = 0; ring.start === 0; n += 1) {
    print(`line ${n}\r\n`);
    if (n % 5_000 === 0) await screen.snapshot();
  }
  print('$ ');
  await screen.snapshot();
  screenIn(pool).print(title('exit'));
  expect(await moved).toBe('end');
  const lines = (await shown(await screen.snapshot())).split('\n');
  expect(lines.at(-1)).toBe('$');
  expect(lines).toHaveLength(1_024);
  for (const line of lines.slice(0, -1)) expect(line).toMatch(/^line \d+$/);
});

test('a thread that hangs is replaced', async () => {
  const pool = poolOf({
    threads: 1,
    silentMs: 3_000,
    program: new URL('../../testing/mortal-screens.ts', import.meta.url),
  });
  const mine = screenIn(pool);
  await mine.screen.snapshot();
  mine.print(title('hang'));
  expect(await mine.moved).toBe('nothing');
  mine.print('after');
  expect(await shown(await mine.screen.snapshot())).toBe('after');
});

test('output that ends its thread three times has no screen any more, and holds nothing up', async () => {
  const pool = mortal();
  const mine = screenIn(pool);
  const other = screenIn(pool);
  for (let n = 0; n < 3; n += 1) {
    mine.print(title('exit'));
    await mine.screen.snapshot();
  }
  for (let n = 0; n < 20; n += 1) mine.print('x'.repeat(100_000));
  expect(mine.busy.at(-1) ?? false).toBe(false);
  expect(await mine.screen.snapshot()).toMatchObject({ offset: mine.ring.end, data: new Uint8Array(0) });
  other.print('still here');
  expect(await shown(await other.screen.snapshot())).toBe('still here');
});

test('who still waits when all ends gets an empty screen', async () => {
  const pool = poolOf();
  const { screen, print } = screenIn(pool);
  print('text');
  const asked = screen.snapshot();
  await pool.close();
  expect((await asked).data).toHaveLength(0);
  expect((await screen.snapshot()).data).toHaveLength(0);
});

test.runIf(process.platform === 'linux')('a thread of screens lets the gateway go first', async () => {
  const { screen } = screenIn(poolOf());
  await screen.snapshot();
  const threads = readdirSync('/proc/self/task').map((id) => {
    const [, name, rest = ''] =
      /\((.*)\) (.*)/.exec(readFileSync(`/proc/self/task/${id}/stat`, 'utf8')) ?? [];
    // Field 19 of proc(5); the first one after the name is the third.
    return { id: Number(id), name, nice: Number(rest.split(' ')[19 - 3]) };
  });
  const main = threads.find(({ id }) => id === process.pid)?.nice ?? Number.NaN;
  expect(threads.filter(({ name }) => name === 'screens').map(({ nice }) => nice - main)).toEqual([5]);
});
