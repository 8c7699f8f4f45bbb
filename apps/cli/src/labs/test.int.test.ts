import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadLauncherConfig } from '@springboard/config/launcher.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { loadTopologies } from '@springboard/environments/load-topology.ts';
import { engineAbsent } from '@springboard/grading/testing/lab-environment.ts';
import type { Output } from '@springboard/host/output.ts';
import { writeLab } from '@springboard/lab-format/testing/lab-folder.ts';
import { describe, expect, test } from 'vitest';
import { newCommand } from './new.ts';
import { testCommand } from './test.ts';
import { brokenLabs, filesOf } from './testing/broken-labs.ts';

const absent = await engineAbsent();
const topologies = await loadTopologies(repositoryRoot);

async function run(labs: string, names: string[], junit?: string) {
  const state = await mkdtemp(join(tmpdir(), 'springboard-lab-test-'));
  const lines: string[] = [];
  const output: Output = {
    live: false,
    line: (text = '') => lines.push(text),
    paint: (_, text) => text,
    progress: () => undefined,
    clear: () => undefined,
  };
  const options = { labs, all: false, seed: 's', repeat: 1, jobs: 1, junit, keep: false, remote: undefined };
  try {
    const config = { ...loadLauncherConfig(process.env), state };
    const code = await testCommand(names, options, config, topologies, output);
    return { code, text: lines.join('\n') };
  } finally {
    await rm(state, { recursive: true });
  }
}

const name = `lab test on the real engine${absent ? ` (not checked: ${absent})` : ''}`;
describe.skipIf(absent !== undefined)(name, { timeout: 600_000 }, () => {
  test('what `lab new` makes keeps its contract, twice, and JUnit says so', async () => {
    await using folder = await writeLab({});
    const quiet: Output = {
      live: false,
      line: () => undefined,
      paint: (_, text) => text,
      progress: () => undefined,
      clear: () => undefined,
    };
    const options = { labs: folder.root, environment: 'linux-single', title: undefined };
    await newCommand('demo/fresh', options, topologies, quiet);
    const junit = join(folder.root, 'junit.xml');
    const { code, text } = await run(folder.root, ['demo/fresh'], junit);
    expect(text).toContain('demo/fresh keeps its contract');
    expect(text).toContain('demo/fresh, seed s-again');
    expect(code).toBe(0);
    expect(await readFile(junit, 'utf8')).toMatch(
      /<testsuite name="demo\/fresh" tests="\d+" failures="0" errors="0"/,
    );
  });

  test('a check that writes to a real node is found, and nothing else is', async () => {
    const changes = brokenLabs.contract['check that writes to the system'] ?? {};
    await using folder = await writeLab(filesOf(changes));
    const { code, text } = await run(folder.root, ['demo/lab']);
    expect(code).toBe(1);
    expect(text.match(/error: .*/g)).toEqual(
      Array(2).fill('error: Check 1-say-it/check writes to host1: a check only looks.'),
    );
    expect(text).toContain('| /srv/lab/last-look');
  });
});
