import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { acknowledgeEveryBytes, pauseAboveBytes, resumeBelowBytes } from '../common/limits.ts';
import { startSshd, type TestSshd } from '../testing/sshd.ts';
import { TestTerminalServer } from '../testing/terminal-server.ts';
import type { StartRecording } from './recorder.ts';

let sshd: TestSshd;
let server: TestTerminalServer;

beforeAll(async () => {
  sshd = await startSshd();
  server = await new TestTerminalServer(sshd).listen();
});
afterAll(async () => {
  await server?.close();
  await sshd?.stop();
});

test('a shell on the node echoes, in UTF-8 and with the terminal it was promised', async () => {
  const it = await server.client(randomUUID()).open();
  expect(it.welcomes[0]).toMatchObject({
    attach: 'fresh',
    offset: 0,
    role: 'owner',
    ownsSize: true,
    columns: 80,
  });
  it.line('echo $((40+2)) $TERM $LANG "grüße-$(id -un)"');
  await it.shows('42 xterm-256color C.UTF-8 grüße-root');
});

test('what is typed leaves for the node in one piece', async () => {
  let pieces = 0;
  let most = 0;
  const own = await new TestTerminalServer(sshd).listen();
  onTestFinished(() => own.close());
  own.connect = async () => {
    const stream = await sshd.connect();
    const { _write, _writev } = stream;
    const count = () => {
      if (pieces === 0) queueMicrotask(() => (pieces = 0));
      pieces += 1;
      most = Math.max(most, pieces);
    };
    stream._write = (...args) => {
      count();
      _write.apply(stream, args);
    };
    stream._writev = (...args) => {
      count();
      _writev?.apply(stream, args);
    };
    return stream;
  };
  const it = await own.client(randomUUID()).open();
  it.line('echo re"ady"');
  await it.shows('ready');
  // Of the login, which is before.
  expect(most).toBeGreaterThan(1);
  most = 0;
  it.line('echo ty"ped"');
  await it.shows('typed');
  expect(most).toBe(1);
});

test('a dropped connection goes on at the byte where it stopped', async () => {
  const it = await server.client(randomUUID()).open();
  it.line('for i in $(seq 1 40); do echo line-$i-; sleep 0.05; done; echo fini"shed"');
  await it.shows('line-5-');
  it.drop();
  await it.until('a second WELCOME', () => it.welcomes.length === 2);
  await it.shows('finished');
  expect(it.welcomes[1]).toMatchObject({ attach: 'exact', epoch: it.welcomes[0]?.epoch });
  expect(it.resets).toBe(1);
  for (let i = 1; i <= 40; i += 1) expect(it.text.split(`line-${i}-\r`)).toHaveLength(2);
});

test('a reloaded page sees the screen and the scrollback of the same shell', async () => {
  const attempt = randomUUID();
  const before = await server.client(attempt).open();
  before.line('export SEEN=yes; seq 1 300; echo la"st"');
  await before.shows('last');
  await before.close();
  const after = await server.client(attempt).open();
  expect(after.welcomes[0]).toMatchObject({ attach: 'snapshot', epoch: before.welcomes[0]?.epoch });
  await after.shows('last');
  expect(after.text).toMatch(/\n1\r\n2\r\n3\r\n[\s\S]*\n299\r\n300\r\n/);
  after.line('echo "SEEN=$SEEN"');
  await after.shows('SEEN=yes');
});

test('what a shell prints is recorded, and a password that is typed is not', async () => {
  const recorded: string[] = [];
  const ends: (number | null)[] = [];
  const startRecording: StartRecording = () => ({
    output: (data) => void recorded.push(Buffer.from(data).toString()),
    resize: ({ columns, rows }) => void recorded.push(`<${columns}x${rows}>`),
    mark: (text) => void recorded.push(`<${text}>`),
    end: (code) => void ends.push(code),
  });
  const recording = await new TestTerminalServer(sshd, { startRecording }).listen();
  const it = await recording.client(randomUUID()).open();
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell fills it in
  it.line('read -rsp "Pass""word: " secret; echo "${#secret} characters"');
  await it.shows('Password: ');
  it.line('hunter2-of-mine');
  await it.shows('15 characters');
  it.client.resize({ columns: 100, rows: 30 });
  it.line('exit 7');
  await expect.poll(() => ends, { timeout: 10_000 }).toEqual([7]);
  expect(recorded.join('')).toContain('15 characters');
  expect(recorded.join('')).toContain('<100x30>');
  expect(recorded.join('')).not.toContain('hunter2');
  await recording.close();
});

test('a size reaches its own session only, and the shell knows it', async () => {
  const attempt = randomUUID();
  const one = await server.client(attempt, { number: 1 }).open();
  const two = await server.client(attempt, { number: 2 }).open();
  one.client.resize({ columns: 132, rows: 43 });
  await one.until('SIZE', () => one.sizes.some(({ columns }) => columns === 132));
  one.line('stty size');
  two.line('stty size');
  await one.shows('43 132');
  await two.shows('24 80');
  expect(two.sizes.some(({ columns }) => columns === 132)).toBe(false);
});

test('a character cut in two by a snapshot arrives whole', async () => {
  const attempt = randomUUID();
  const first = await server.client(attempt).open();
  first.line("stty -echo; clear; printf 'a\\303'; read -r; printf '\\244z\\n'; stty echo");
  await first.shows('a');
  await first.until('the half character', () => first.bytes > 0 && first.text.endsWith('a'));
  const second = await server.client(attempt).open();
  second.line('');
  await second.shows('aäz');
  expect(second.text).not.toContain('\uFFFD');
});

test('a flood waits for its viewer, and Ctrl-C does not wait for the flood', async () => {
  const attempt = randomUUID();
  const it = await server.client(attempt).open();
  it.line('yes "$(seq -s, 1 20)"');
  await it.until('a megabyte', () => it.bytes > 1_000_000);
  it.parsing = false;
  // What was acknowledged before counts no more, so what is held when the channel waits may be as little as where it would go on.
  const waits = () => it.held > resumeBelowBytes - acknowledgeEveryBytes && server.waitsForViewer(attempt);
  await expect.poll(waits, { timeout: 20_000 }).toBe(true);
  it.client.input('\x03');
  it.line('echo pro"mpt"');
  it.parsing = true;
  const before = it.bytes;
  await it.shows('prompt');
  // Not the 4 MiB that SSH may have under way, but what was in flight and a snapshot.
  expect(it.bytes - before).toBeLessThan(2 * pauseAboveBytes);
  expect(it.resets).toBeGreaterThan(1);
});

test('a flood rests while somebody types in another terminal, and its Ctrl-C waits for nobody', async () => {
  const [flooding, typing] = await Promise.all([1, 2].map(() => server.client(randomUUID()).open()));
  if (!flooding || !typing) throw new Error('two terminals');
  flooding.line('yes "$(seq -s, 1 20)"');
  await flooding.until('a flood', () => flooding.bytes > 2 ** 20);
  const before = flooding.bytes;
  const begun = performance.now();
  for (let keys = 1; keys <= 30; keys += 1) {
    typing.client.input('x');
    await typing.shows('x'.repeat(keys));
    const from = flooding.bytes;
    await flooding.until('more of the flood', () => flooding.bytes > from + 2 ** 18);
  }
  const seconds = (performance.now() - begun) / 1000;
  expect((flooding.bytes - before) / seconds).toBeLessThan(5 * 2 ** 20);
  typing.client.input('x');
  flooding.client.input('\x03');
  flooding.line('echo pro"mpt"');
  await flooding.shows('prompt');
});

test('a viewer that hangs holds up nobody: it is caught up by a snapshot', async () => {
  const attempt = randomUUID();
  const slow = await server.client(attempt).open();
  slow.parsing = false;
  slow.line('seq 1 400000; echo fini"shed"');
  // The slow one owns the size and paces the channel, until patience ends.
  const quick = await server.client(attempt, { mode: 'observer' }).open();
  await quick.shows('finished');
  slow.parsing = true;
  await slow.shows('finished');
  expect(slow.resets).toBeGreaterThan(1);
  expect(slow.text).toMatch(/\n399999\r\n400000\r\n/);
});

test('a ticket to watch makes an observer of a page that asks for more', async () => {
  const attempt = randomUUID();
  const getTicket = async () => server.ticket(attempt, 1, 'observer');
  const it = await server.client(attempt, { mode: 'owner', getTicket }).open();
  expect(it.welcomes[0]).toMatchObject({ role: 'observer', ownsSize: false });
});

test('of two viewers one owns the size; an observer only watches', async () => {
  const attempt = randomUUID();
  const owner = await server.client(attempt).open();
  const observer = await server.client(attempt, { mode: 'observer' }).open();
  await observer.until('presence', () => observer.presence?.viewers === 2);
  expect(observer.presence).toMatchObject({ observers: 1, ownsSize: false });
  observer.line('echo not-"typed"');
  owner.line('echo by-own"er"');
  await observer.shows('by-owner');
  expect(observer.text).not.toContain('not-typed');

  const second = await server.client(attempt, { size: { columns: 100, rows: 30 } }).open();
  await owner.until('the size given away', () => owner.presence?.ownsSize === false);
  await owner.until('SIZE', () => owner.sizes.some(({ columns }) => columns === 100));
  await second.close();
  await owner.until('the size given back', () => owner.presence?.ownsSize === true);
  await owner.until('SIZE', () => owner.sizes.at(-1)?.columns === 80);
});

test('a run is executed once, however often it is asked for', async () => {
  const attempt = randomUUID();
  const it = server.client(attempt);
  const id = randomUUID();
  const early = await it.client.run(id, 'echo ran-"once"');
  expect(early.outcome).toBe('typed');
  await it.shows('ran-once');
  expect(await it.client.run(id, 'echo ran-"once"')).toMatchObject({ outcome: 'already-run' });
  it.drop();
  await it.until('a second WELCOME', () => it.welcomes.length === 2);
  expect(await it.client.run(id, 'echo ran-"once"')).toMatchObject({ outcome: 'already-run' });
  expect(await it.client.run(randomUUID(), 'echo one\necho tw"o"')).toMatchObject({ outcome: 'typed' });
  await it.shows(/one\r\n[\s\S]*two\r\n/);
  expect(it.text.split('ran-once')).toHaveLength(2);
});

test('the last output comes before the end, and the next terminal is a new shell', async () => {
  const attempt = randomUUID();
  const it = await server.client(attempt).open();
  it.line('seq 1 2000; exit 3');
  await it.until('the end', () => it.client.state.kind === 'closed');
  expect(it.client.state).toMatchObject({ code: 4411, again: true });
  expect(it.text).toMatch(/\n1999\r\n2000\r\n/);
  const next = await server.client(attempt).open();
  expect(next.welcomes[0]?.attach).toBe('fresh');
});

test.each([
  ['broke off', async () => sshd.cut()],
  ['was ended by the node', () => sshd.killSessions()],
])('a connection that %s comes back to the same shell, and says so', async (_name, end) => {
  const it = await server.client(randomUUID()).open();
  it.line('OLD=shell; echo re"ady"');
  await it.shows('ready');
  await end();
  await it.until('node-lost', () => it.notices.some(({ kind }) => kind === 'node-lost'));
  await it.until('node-back', () => it.notices.some(({ kind }) => kind === 'node-back'));
  expect(it.welcomes.at(-1)).toMatchObject({ attach: 'snapshot', shell: it.welcomes[0]?.shell });
  expect(it.welcomes.at(-1)?.epoch).not.toBe(it.welcomes[0]?.epoch);
  await it.open();
  await it.shows('ready');
  it.line('echo "OLD=$OLD."');
  await it.shows('OLD=shell.');
});

test('a node that restarted comes back with a new shell, and says so', async () => {
  const own = await startSshd();
  const restarted = await new TestTerminalServer(own).listen();
  try {
    const it = await restarted.client(randomUUID()).open();
    it.line('OLD=shell; echo re"ady"');
    await it.shows('ready');
    const down = Promise.all([own.endShells(), own.killSessions()]);
    restarted.connect = () => down.then(() => own.connect());
    await it.until('node-back', () => it.notices.some(({ kind }) => kind === 'node-back'));
    expect(it.notices.at(-1)?.text).toContain('new shell');
    expect(it.welcomes.at(-1)).toMatchObject({ attach: 'fresh', offset: 0 });
    expect(it.welcomes.at(-1)?.shell).not.toBe(it.welcomes[0]?.shell);
    await it.open();
    it.line('echo "OLD=$OLD."');
    await it.shows('OLD=.');
  } finally {
    await restarted.close();
    await own.stop();
  }
});

test('a node with another host key is not opened', async () => {
  const other = await startSshd();
  try {
    server.hostKey = other.hostKey;
    const it = server.client(randomUUID());
    await it.until('a refusal', () => it.client.state.kind === 'closed');
    expect(it.client.state).toMatchObject({ code: 4495, again: false });
    expect(it.welcomes).toHaveLength(0);
  } finally {
    server.hostKey = sshd.hostKey;
    await other.stop();
  }
});

test('activity is told when output comes to rest', async () => {
  const it = await server.client(randomUUID()).open();
  await it.client.run(randomUUID(), 'true');
  const before = server.activities.length;
  it.line('echo qu"iet"');
  await it.shows('quiet');
  await expect.poll(() => server.activities.slice(before)).toContain('output-quiet');
});

test('a node that stands still keeps its terminals, however long, and they go on with the same shell', async () => {
  const own = await startSshd();
  const patient = await new TestTerminalServer(own, { keepAliveMs: 500 }).listen();
  try {
    const it = await patient.client(randomUUID()).open();
    it.line('export SEEN=yes; echo be"fore"');
    await it.shows('before');
    let asked = 0;
    patient.standsStill = async () => {
      asked += 1;
      return true;
    };
    await own.freeze();
    // Asked every fifth of a second: for longer by far than three keep-alives, after which it would have been given up.
    await expect.poll(() => asked, { timeout: 30_000 }).toBeGreaterThan(15);
    await own.thaw();
    it.line('echo "SEEN=$SEEN"');
    await it.shows('SEEN=yes');
    expect(it.welcomes).toHaveLength(1);
    expect(it.notices).toEqual([]);
  } finally {
    await patient.close();
    await own.stop();
  }
});

test('a node that is silent without being made to is given up, and its shell is found when it is back', async () => {
  const own = await startSshd();
  const patient = await new TestTerminalServer(own, { keepAliveMs: 500 }).listen();
  try {
    const it = await patient.client(randomUUID()).open();
    await own.freeze();
    await it.until('the loss', () => it.notices.some(({ kind }) => kind === 'node-lost'));
    await own.thaw();
    await it.until('the shell', () => it.welcomes.length === 2);
    expect(it.welcomes[1]).toMatchObject({ shell: it.welcomes[0]?.shell });
    expect(it.welcomes[1]?.epoch).not.toBe(it.welcomes[0]?.epoch);
  } finally {
    await patient.close();
    await own.stop();
  }
});
