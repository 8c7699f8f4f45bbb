import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { demoId } from '../dice.ts';
import type { Session } from './session.ts';
import { screenAt } from './session.ts';
import { writeSession } from './write-session.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'springboard-session-'));
});
afterEach(() => rm(folder, { recursive: true }));

const at = (ms: number) => new Date(Date.parse('2026-11-02T09:00:00.250Z') + ms);
const session: Session = {
  attemptId: demoId('attempt', 'of a test'),
  environmentId: demoId('environment', 'of a test'),
  node: 'host1',
  number: 1,
  startedAt: at(0),
  prints: [
    { at: at(300), text: '# ' },
    { at: at(1_000), text: 'l' },
    // As quick as one keystroke: they are one event.
    { at: at(1_010), text: 's' },
    { at: at(4_000), text: '\r\n\u001b[1;34mlog\u001b[0m\r\n# ' },
  ],
  endedAt: at(5_000),
};

it('writes what was printed at its own times, into a file that is as old as its end', async () => {
  await writeSession(folder, session);
  const [name = ''] = await readdir(join(folder, session.attemptId));
  const path = join(folder, session.attemptId, name);
  const [header, ...events] = (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(header).toMatchObject({ version: 3, timestamp: Date.parse('2026-11-02T09:00:00Z') / 1000 });
  expect(events.map(([, code, data]) => [code, data])).toEqual([
    ['o', '# '],
    ['o', 'ls'],
    ['o', '\r\n\u001b[1;34mlog\u001b[0m\r\n# '],
    ['x', '0'],
  ]);
  // To 40 ms: so long output waits for more.
  let seconds = 0;
  const times = events.map(([interval]) => {
    seconds += interval;
    return seconds;
  });
  expect(times).toEqual([0.59, 1.29, 4.29, 5.25].map((time) => expect.closeTo(time, 2)));
  expect((await stat(path)).mtime).toEqual(session.endedAt);
});

it('says when it cannot be written', async () => {
  await writeSession(folder, session);
  await expect(writeSession(folder, session)).rejects.toThrow('could not be written');
});

it('knows what was on the screen at a moment, in words alone', () => {
  expect(screenAt([session], session.attemptId, at(3_000))?.lines).toEqual(['# ls']);
  expect(screenAt([session], session.attemptId, at(4_500))?.lines).toEqual(['# ls', 'log', '# ']);
  expect(screenAt([session], session.attemptId, at(-1))).toBeNull();
});
