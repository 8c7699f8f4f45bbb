import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify } from '@springboard/host/process-identity.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { TestInstallations } from './test-installations.ts';

let state: string;
let installations: TestInstallations;

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'springboard-installations-'));
  installations = new TestInstallations({ state });
});
afterEach(() => rm(state, { recursive: true, force: true }));

it('a test that runs is left alone, and one that was kept waits for whoever cleans up', async () => {
  expect(await installations.left()).toEqual({ kept: [], killed: [] });
  await installations.begin('aaaaaaaa');
  expect(await installations.left()).toEqual({ kept: [], killed: [] });
  await installations.keep('aaaaaaaa');
  expect(await installations.left()).toEqual({ kept: ['aaaaaaaa'], killed: [] });
  await installations.forget('aaaaaaaa');
  expect(await installations.left()).toEqual({ kept: [], killed: [] });
});

it('a note that was not written to its end stops nobody, and waits for whoever cleans up', async () => {
  await installations.begin('cccccccc');
  await writeFile(join(state, 'lab-tests/installations/cccccccc'), '');
  expect(await installations.left()).toEqual({ kept: ['cccccccc'], killed: [] });
});

it('a test whose process has ended was killed', async () => {
  const process = spawn('sleep', ['60']);
  await once(process, 'spawn');
  await installations.begin('bbbbbbbb');
  const [file = ''] = await readdir(join(state, 'lab-tests/installations'));
  const owner = JSON.stringify(identify(process.pid ?? 0));
  await writeFile(join(state, 'lab-tests/installations', file), owner);
  expect(await installations.left()).toEqual({ kept: [], killed: [] });
  process.kill('SIGKILL');
  await once(process, 'exit');
  expect(await installations.left()).toEqual({ kept: [], killed: ['bbbbbbbb'] });
});
