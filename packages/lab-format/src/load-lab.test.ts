import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadLab } from './load-lab.ts';
import { loadLabs } from './load-labs.ts';
import { LabDefinition } from './model.ts';
import { formatProblem } from './problems.ts';
import { goodLab, writeLab } from './testing/lab-folder.ts';

async function problemsOf(changes: Parameters<typeof writeLab>[0]) {
  await using folder = await writeLab(changes);
  const { lab, problems } = await loadLab(folder.lab, { skills: ['systemd-services'] });
  return { lab, problems: problems.map(formatProblem) };
}

test('a good lab loads whole, and survives JSON', async () => {
  const { lab, problems } = await problemsOf({});
  expect(problems).toEqual([]);
  expect(LabDefinition.parse(JSON.parse(JSON.stringify(lab?.definition)))).toEqual(lab?.definition);
  expect(lab?.definition).toMatchObject({
    slug: 'demo/lab',
    setup: null,
    outro: null,
    tasks: [
      {
        id: '1-first',
        points: 10,
        markdown: 'Do it.\n',
        hints: [{ cost: 0 }],
        checks: [
          { id: 'check', title: 'First', weight: 1, on: null, interpreter: 'bash', timeoutMs: 20_000 },
        ],
        solve: { interpreter: 'bash', on: null },
        wrong: [{ name: 'nothing' }],
      },
    ],
  });
});

test('named checks, nodes and durations', async () => {
  const front = `---
title: First
points: 10
on: ceph1
checks:
  - { file: pool.py, title: The pool, weight: 2, timeout: 5s, within: 1m, stable_for: 500ms, on: grader }
  - { file: check.sh, title: The rest }
---
Text.
`;
  const { lab, problems } = await problemsOf({
    'tasks/1-first/task.md': front,
    'tasks/1-first/pool.py': 'passed()\n',
    'setup.sh': 'true\n',
  });
  expect(problems).toEqual([]);
  expect(lab?.definition.tasks[0]).toMatchObject({
    checks: [
      {
        id: 'pool',
        on: 'grader',
        interpreter: 'python3',
        timeoutMs: 5000,
        withinMs: 60_000,
        stableForMs: 500,
        weight: 2,
      },
      { id: 'check', on: null, weight: 1 },
    ],
    solve: { on: 'ceph1' },
  });
  expect(lab?.definition.setup).toMatchObject({ on: null });
});

const task = goodLab['tasks/1-first/task.md'] ?? '';
const facts = goodLab['lab.yaml'] ?? '';

test.each<[string, Parameters<typeof writeLab>[0], string]>([
  ['no lab.yaml', { 'lab.yaml': null }, 'demo/lab/lab.yaml:1:1 error: is missing'],
  [
    'YAML error',
    { 'lab.yaml': 'title: "x\n' },
    'demo/lab/lab.yaml:2:1 error: this is not YAML: Missing closing "quote',
  ],
  [
    'YAML twice',
    { 'lab.yaml': `${facts}title: B\n` },
    'demo/lab/lab.yaml:10:1 error: this is not YAML: Map keys must be unique. The key is there twice',
  ],
  [
    'unknown key',
    { 'lab.yaml': `${facts}colour: red\n` },
    'demo/lab/lab.yaml:10:1 error: unknown key "colour"',
  ],
  [
    'level',
    { 'lab.yaml': facts.replace('beginner', 'guru') },
    'demo/lab/lab.yaml:3:8 error: level: "guru" is not known; it must be beginner, intermediate or advanced.',
  ],
  [
    'walkthroughs',
    { 'lab.yaml': `${facts}walkthroughs: allways\n` },
    'demo/lab/lab.yaml:10:15 error: walkthroughs: "allways" is not known; it must be after-pass or always. Did you mean "always"?',
  ],
  [
    'skill',
    { 'lab.yaml': facts.replace('[systemd', '[xsystemd') },
    'demo/lab/lab.yaml:6:10 error: skill "xsystemd',
  ],
  [
    'reserved param',
    { 'lab.yaml': facts.replace('  port:', '  path:') },
    'demo/lab/lab.yaml:8:3 error: params.path: a parameter',
  ],
  [
    'bounds',
    { 'lab.yaml': facts.replace('1024', '9000') },
    'demo/lab/lab.yaml:8:9 error: params.port: min 9000 is above max 2048',
  ],
  ['unlisted task', { 'tasks/2-x/task.md': task }, 'demo/lab/tasks/2-x/task.md:1:1 error: is not listed'],
  [
    'listed and missing',
    { 'lab.yaml': facts.replace('1-first', '1-first, 2-x') },
    'demo/lab/lab.yaml:9:18 error: there is no folder',
  ],
  ['no intro', { 'intro.md': null }, 'demo/lab/intro.md:1:1 error: is missing'],
  [
    'unknown param',
    { 'intro.md': 'a\n\nsee {{ prt }}' },
    'demo/lab/intro.md:3:5 error: {{ prt }} is not a parameter',
  ],
  [
    'param in task',
    { 'tasks/1-first/task.md': `${task}\n{{ prt }}` },
    'demo/lab/tasks/1-first/task.md:9:1 error: {{ prt }}',
  ],
  [
    'param in title',
    { 'tasks/1-first/task.md': task.replace('title: First', 'title: Serve {{ port }}') },
    'demo/lab/tasks/1-first/task.md:2:8 error: title: is shown as it is',
  ],
  [
    'param in hint',
    { 'tasks/1-first/task.md': task.replace('{{ port', '{{ prt') },
    'demo/lab/tasks/1-first/task.md:5:11 error: hint 1: {{ prt }}',
  ],
  [
    'no front matter',
    { 'tasks/1-first/task.md': 'Do it.' },
    'demo/lab/tasks/1-first/task.md:1:1 error: must begin with front',
  ],
  [
    'front matter',
    { 'tasks/1-first/task.md': task.replace('10', 'ten') },
    'demo/lab/tasks/1-first/task.md:3:9 error: points: must be a number, such as 10, not "ten"',
  ],
  ['no check', { 'tasks/1-first/check.sh': null }, 'demo/lab/tasks/1-first/task.md:1:1 error: has no check'],
  [
    'stray script',
    { 'tasks/1-first/chek.sh': 'true' },
    'demo/lab/tasks/1-first/chek.sh:1:1 error: is not used',
  ],
  ['empty check', { 'tasks/1-first/check.sh': ' \n' }, 'demo/lab/tasks/1-first/check.sh:1:1 error: is empty'],
  [
    'wrong fixture',
    { 'tasks/1-first/wrong/x.txt': 'a' },
    'demo/lab/tasks/1-first/wrong/x.txt:1:1 error: is not a script',
  ],
  [
    'not text',
    { 'intro.md': new Uint8Array([0xff, 0xfe]) },
    'demo/lab/intro.md:1:1 error: is not UTF-8 text',
  ],
  ['HTML', { 'intro.md': 'a\n\n<script>x</script>' }, 'demo/lab/intro.md:3:1 error: HTML is not rendered'],
  ['box', { 'intro.md': ':::danger\nx\n:::' }, 'demo/lab/intro.md:1:1 error: unknown box ":::danger"'],
  ['language', { 'intro.md': '```perl\nx\n```' }, 'demo/lab/intro.md:1:1 error: unknown language "perl"'],
  ['run', { 'intro.md': '```bash run\nx\n```' }, 'demo/lab/intro.md:1:1 error: "run" is not understood'],
  [
    'run console',
    { 'intro.md': '```console run=n1\nx\n```' },
    'demo/lab/intro.md:1:1 error: only bash blocks',
  ],
])('problem with its place: %s', async (_, changes, expected) => {
  const { lab, problems } = await problemsOf(changes);
  expect(problems).toEqual(expect.arrayContaining([expect.stringContaining(expected)]));
  expect(lab).toBeNull();
});

test('no solution is an error, no wrong fixture a warning', async () => {
  const without = await problemsOf({
    'tasks/1-first/solve.sh': null,
    'tasks/1-first/wrong/nothing.sh': null,
  });
  expect(without.problems.map((problem) => problem.split(' ')[1])).toEqual(['error:', 'warning:']);
  expect(without.lab).toBeNull();
  const solved = await problemsOf({ 'tasks/1-first/wrong/nothing.sh': null });
  expect(solved.problems.map((problem) => problem.split(' ')[1])).toEqual(['warning:']);
  expect(solved.lab).not.toBeNull();
});

test('lib.sh and lib.py come before the scripts of their kind', async () => {
  const { lab } = await problemsOf({
    'lib.sh': 'answer() { :; }\n',
    'lib.py': 'x = 1\n',
    'tasks/1-first/solve.sh': null,
    'tasks/1-first/solve.py': 'print(x)\n',
  });
  expect(lab?.definition.tasks[0]?.checks[0]?.script).toBe(
    'answer() { :; }\n# (the end of the library)\nnot_yet "no"\n',
  );
  expect(lab?.definition.tasks[0]?.solve?.script).toBe('x = 1\n# (the end of the library)\nprint(x)\n');
});

test('links are not followed', async () => {
  await using folder = await writeLab({});
  await symlink('/etc/passwd', join(folder.lab, 'outro.md'));
  const { lab, problems } = await loadLab(folder.lab);
  expect(problems.map(formatProblem)).toEqual([
    expect.stringContaining('demo/lab/outro.md:1:1 error: is not a plain file'),
  ]);
  expect(lab).toBeNull();
});

test('the hash follows the content and nothing else', async () => {
  const hash = async (changes: Parameters<typeof writeLab>[0]) => (await problemsOf(changes)).lab?.hash;
  expect(await hash({})).toMatch(/^[0-9a-f]{64}$/);
  expect(await hash({})).toBe(await hash({ '.swp': 'x' }));
  expect(await hash({ 'setup.sh': 'true' })).not.toBe(await hash({}));
});

test('a content root: good labs beside broken ones, and what is missing is told', async () => {
  await using folder = await writeLab({ 'intro.md': null });
  const broken = await loadLabs(folder.root);
  expect(broken.labs).toEqual([]);
  expect(broken.problems).toHaveLength(1);
  expect(Object.keys(broken.skills.linux?.skills ?? {})).toEqual(['systemd-services']);
  const none = await loadLabs(join(folder.root, 'nowhere'));
  expect(none.labs).toEqual([]);
  expect(none.problems.map((problem) => problem.file)).toEqual(['skills.yaml', '.']);
});

test('the labs of this repository are in order', async () => {
  const { labs, problems } = await loadLabs(join(import.meta.dirname, '../../../labs'));
  expect(problems.map(formatProblem)).toEqual([]);
  expect(labs.map((lab) => lab.definition.slug)).toEqual(
    expect.arrayContaining(['ceph/first-cluster', 'ceph/three-hosts', 'linux/first-steps']),
  );
});
