import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { loadTopologies } from '@springboard/environments/load-topology.ts';
import type { Output } from '@springboard/host/output.ts';
import { writeLab } from '@springboard/lab-format/testing/lab-folder.ts';
import { expect, test } from 'vitest';
import { CliError } from '../api/errors.ts';
import { lintCommand } from './lint.ts';
import { newCommand } from './new.ts';

const topologies = await loadTopologies(repositoryRoot);

function recorder(): { output: Output; lines: string[] } {
  const lines: string[] = [];
  const output: Output = {
    live: false,
    line: (text = '') => lines.push(text),
    paint: (_, text) => text,
    progress: () => undefined,
    clear: () => undefined,
  };
  return { output, lines };
}

async function root() {
  const folder = await mkdtemp(join(tmpdir(), 'springboard-new-'));
  await writeFile(
    join(folder, 'skills.yaml'),
    'storage:\n  title: Storage\n  skills:\n    pools: makes pools\n    ceph-osds: mends OSDs\n',
  );
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}

test.each([...topologies.keys()])('a new lab on %s lints clean, without a warning', async (environment) => {
  await using labs = await root();
  const { output, lines } = recorder();
  await newCommand(
    'ceph/replace-it',
    { labs: labs.folder, environment, title: 'It: "replaced"' },
    topologies,
    output,
  );
  const code = await lintCommand([], { labs: labs.folder, format: 'text' }, topologies, output);
  expect(lines.at(-1)).toBe('1 lab: 0 errors, 0 warnings.');
  expect(code).toBe(0);
  const facts = await readFile(join(labs.folder, 'ceph/replace-it/lab.yaml'), 'utf8');
  expect(facts).toContain('title: "It: \\"replaced\\""');
  expect(facts).toContain('skills: [ceph-osds]');
});

test('a new lab: what it refuses, and that it overwrites nothing', async () => {
  await using labs = await root();
  const { output } = recorder();
  const make = (slug: string, environment = 'linux-single') =>
    newCommand(slug, { labs: labs.folder, environment, title: undefined }, topologies, output);
  await expect(make('Ceph')).rejects.toThrow('"Ceph" is no name for a lab.');
  await expect(make('ceph/x', 'linux-singel')).rejects.toThrow('Did you mean "linux-single"?');
  await make('ceph/x');
  await writeFile(join(labs.folder, 'ceph/x/intro.md'), 'Mine.');
  await expect(make('ceph/x')).rejects.toThrow('is there already; nothing was changed');
  expect(await readFile(join(labs.folder, 'ceph/x/intro.md'), 'utf8')).toBe('Mine.');
});

test('lint: file, line and column first, exit code 1 on errors, and JSON for programs', async () => {
  await using folder = await writeLab({ 'intro.md': 'x\n{{ prot }}\n' });
  const text = recorder();
  const lint = (names: string[], format: 'text' | 'json', output: Output) =>
    lintCommand(names, { labs: folder.root, format }, topologies, output);
  expect(await lint(['demo/lab'], 'text', text.output)).toBe(1);
  expect(text.lines[0]).toMatch(/demo\/lab\/intro\.md:2:1: error: \{\{ prot \}\} is not a parameter/);
  expect(text.lines.at(-1)).toBe('1 lab: 1 error, 0 warnings.');
  const json = recorder();
  expect(await lint([folder.lab], 'json', json.output)).toBe(1);
  expect(JSON.parse(json.lines.join('\n'))).toMatchObject({
    labs: ['demo/lab'],
    errors: 1,
    warnings: 0,
    problems: [{ severity: 'error', line: 2, column: 1 }],
  });
});

test('a lab that is not there: what was most likely meant', async () => {
  await using folder = await writeLab({});
  const attempt = lintCommand(
    ['demo/lba'],
    { labs: folder.root, format: 'text' },
    topologies,
    recorder().output,
  );
  await expect(attempt).rejects.toThrow(/There is no lab "demo\/lba" in .*\. Did you mean "demo\/lab"\?/);
  await expect(attempt).rejects.toBeInstanceOf(CliError);
});
