import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { cpuSecondsOf, pssBytesOf, useOf } from './process-use.ts';

test('CPU is read behind a name with spaces and brackets', () => {
  const stat = '42 (a) b (c)) S 1 42 42 0 -1 4194304 100 0 0 0 250 50 7 7 20 0 1 0 100 1000 10';
  expect(cpuSecondsOf(stat)).toBe(3);
});

test('memory is the proportional part', () => {
  expect(pssBytesOf('0-f ---p [rollup]\nRss:   900 kB\nPss:   300 kB\nPss_Anon:   100 kB\n')).toBe(
    300 * 1024,
  );
  expect(() => pssBytesOf('')).toThrow('Pss');
});

test('a process is counted with what it started', async () => {
  const alone = spawn('sleep', ['60']);
  const shell = spawn('sh', ['-c', 'sleep 60 & sleep 60 & echo; wait'], { detached: true });
  await Promise.all([once(alone, 'spawn'), once(shell.stdout, 'data')]);
  const one = await useOf(alone.pid ?? 0);
  const three = await useOf(shell.pid ?? 0);
  alone.kill();
  process.kill(-(shell.pid ?? 0));
  expect(one.bytes).toBeGreaterThan(0);
  expect(three.bytes).toBeGreaterThan(one.bytes);
});
