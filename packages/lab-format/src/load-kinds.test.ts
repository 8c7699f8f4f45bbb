import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadTopologies } from '@springboard/environments/load-topology.ts';
import { expect, test } from 'vitest';
import { loadLab } from './load-lab.ts';
import { loadLabs } from './load-labs.ts';
import { LabDefinition } from './model.ts';
import { formatProblem } from './problems.ts';
import { goodLab, writeLab } from './testing/lab-folder.ts';

const root = join(import.meta.dirname, '../../..');
const topologies = await loadTopologies(root);

async function load(changes: Parameters<typeof writeLab>[0]) {
  await using folder = await writeLab(changes);
  const { lab, problems } = await loadLab(folder.lab, { skills: ['systemd-services'], topologies });
  return { lab, task: lab?.definition.tasks[0], problems: problems.map(formatProblem) };
}

/** The lab with another task in place of its checked one. */
const only = (task: string, more: Record<string, string> = {}) => ({
  'tasks/1-first/check.sh': null,
  'tasks/1-first/solve.sh': null,
  'tasks/1-first/wrong/nothing.sh': null,
  'tasks/1-first/task.md': `---\ntitle: T\npoints: 10\n${task}---\nText.\n`,
  ...more,
});

const quiz = `kind: quiz
questions:
  - { kind: one, text: Which?, options: [a, b], answer: b, explanation: 'Because of {{ port }}.' }
  - { kind: many, text: Which ones?, weight: 2, options: [1, 2, 3], answers: [1, 3] }
  - { kind: text, text: What?, answers: [noout, no out] }
  - { kind: number, text: How much?, answer: 12.5, tolerance: 0.5, unit: GiB }
`;

test('a quiz: what is shown holds no answer, and the key is apart from it', async () => {
  const { task, problems, lab } = await load(only(quiz));
  expect(problems).toEqual([]);
  if (task?.kind !== 'quiz') throw new Error('no quiz');
  expect(task.questions).toEqual([
    { id: 'q1', kind: 'one', markdown: 'Which?', weight: 1, options: ['a', 'b'], unit: null },
    { id: 'q2', kind: 'many', markdown: 'Which ones?', weight: 2, options: ['1', '2', '3'], unit: null },
    { id: 'q3', kind: 'text', markdown: 'What?', weight: 1, options: [], unit: null },
    { id: 'q4', kind: 'number', markdown: 'How much?', weight: 1, options: [], unit: 'GiB' },
  ]);
  expect(task.key).toEqual({
    q1: { right: { kind: 'options', indices: [1] }, explanation: 'Because of {{ port }}.' },
    q2: { right: { kind: 'options', indices: [0, 2] }, explanation: null },
    q3: { right: { kind: 'texts', texts: ['noout', 'no out'] }, explanation: null },
    q4: { right: { kind: 'number', value: 12.5, tolerance: 0.5 }, explanation: null },
  });
  expect(LabDefinition.parse(JSON.parse(JSON.stringify(lab?.definition)))).toEqual(lab?.definition);
});

const rubric = `rubric:
  - { title: Cause, points: 6, full: Names it., half: Hints at it., none: Guesses. }
  - { title: Words, points: 4, full: Plain., half: Long., none: Unclear. }
`;

test('written and recorded work', async () => {
  const written = await load(
    only(`kind: written\nmin_words: 120\ntemplate: answer.md\n${rubric}`, {
      'tasks/1-first/answer.md': '# To the customer of {{ port }}\n',
    }),
  );
  expect(written.problems).toEqual([]);
  expect(written.task).toMatchObject({
    kind: 'written',
    checks: [],
    minWords: 120,
    template: '# To the customer of {{ port }}\n',
    rubric: [{ points: 6 }, { points: 4 }],
  });
  const recorded = await load(only(`kind: recorded\nnode: host1\nshow: [The cause, The mend]\n${rubric}`));
  expect(recorded.problems).toEqual([]);
  expect(recorded.task).toMatchObject({ kind: 'recorded', node: 'host1', show: ['The cause', 'The mend'] });
});

test('who reviews written work, which is no question of recorded work', async () => {
  const written = (line: string) => load(only(`kind: written\n${line}${rubric}`));
  expect((await written('')).task).toMatchObject({ review: 'mentor' });
  expect((await written('review: peer\n')).task).toMatchObject({ review: 'peer' });
  expect((await written('review: pear\n')).problems).toEqual([
    expect.stringMatching(
      /task\.md:5:9 error: review: "pear" is not known; it must be mentor or peer\. Did you mean "peer"/,
    ),
  ]);
  const recorded = await load(only(`kind: recorded\nreview: peer\nnode: host1\nshow: [It]\n${rubric}`));
  expect(recorded.problems).toEqual([
    expect.stringMatching(/task\.md:5:9 error: review: peer is for written work; a recording shows/),
  ]);
});

test('computed hints, checks that hold, invariants', async () => {
  const { lab, problems } = await load({
    'lab.yaml': `${goodLab['lab.yaml']}invariants:
  - { file: writes.py, title: Clients can write, cost: 1, max_cost: 5, interval: 10s, on: host1 }
`,
    'invariants/writes.py': 'passed()\n',
    'tasks/1-first/odd.sh': 'echo "**nginx** is down"\n',
    'tasks/1-first/task.md': `---
title: First
points: 10
hints:
  - { text: Look., script: odd.sh, cost: 2, on: host1 }
checks: [{ file: check.sh, title: It is so, hold: true }]
---
Text.
`,
  });
  expect(problems).toEqual([]);
  expect(lab?.definition.invariants).toEqual([
    {
      id: 'writes',
      title: 'Clients can write',
      cost: 1,
      maxCost: 5,
      intervalMs: 10_000,
      timeoutMs: 20_000,
      on: 'host1',
      interpreter: 'python3',
      script: 'passed()\n',
    },
  ]);
  expect(lab?.definition.tasks[0]).toMatchObject({
    hints: [{ cost: 2, markdown: 'Look.', script: { interpreter: 'bash', on: 'host1' } }],
    checks: [{ hold: true }],
  });
});

test('a version from before there were kinds, hints with scripts, hold and invariants still reads', async () => {
  const { lab } = await load({});
  const stored = JSON.parse(JSON.stringify(lab?.definition));
  delete stored.invariants;
  delete stored.tasks[0].kind;
  delete stored.tasks[0].checks[0].hold;
  delete stored.tasks[0].hints[0].script;
  expect(LabDefinition.parse(stored)).toEqual(lab?.definition);
});

const facts = goodLab['lab.yaml'] ?? '';
const task = goodLab['tasks/1-first/task.md'] ?? '';
test.each<[string, Parameters<typeof writeLab>[0], string]>([
  [
    'key',
    { 'lab.yaml': facts.replace('title', 'titel') },
    'lab.yaml:1:1 error: unknown key "titel". Did you mean "title"?',
  ],
  [
    'nested key',
    { 'lab.yaml': facts.replace('min:', 'mim:') },
    'lab.yaml:8:22 error: unknown key "mim". Did you mean "min"?',
  ],
  [
    'missing',
    { 'lab.yaml': facts.replace('minutes: 5\n', '') },
    'lab.yaml:1:1 error: minutes: is missing; it must be a number',
  ],
  ['option', { 'lab.yaml': facts.replace('beginner', 'begginer') }, 'advanced. Did you mean "beginner"?'],
  [
    'skill',
    { 'lab.yaml': facts.replace('systemd-s', 'sytemd-s') },
    'lab.yaml:6:10 error: skill "sytemd-services" is not in skills.yaml. Did you mean "systemd-services"?',
  ],
  [
    'environment',
    { 'lab.yaml': facts.replace('linux-single', 'linux-singel') },
    'lab.yaml:5:14 error: there is no environment "linux-singel". Did you mean "linux-single"?',
  ],
  [
    'task',
    { 'lab.yaml': facts.replace('1-first', '1-frist') },
    'lab.yaml:9:9 error: there is no folder tasks/1-frist. Did you mean "1-first"?',
  ],
  [
    'param',
    { 'intro.md': '{{ prot }}' },
    'intro.md:1:1 error: {{ prot }} is not a parameter of this lab. Did you mean "port"?',
  ],
  [
    'node',
    { 'tasks/1-first/task.md': task.replace('points: 10', 'points: 10\non: hots1') },
    'tasks/1-first/task.md:4:5 error: linux-single has no node "hots1". Did you mean "host1"?',
  ],
  [
    'nodes of a parameter',
    {
      'lab.yaml': facts.replace('params:', 'params:\n  host: { kind: choose, from: [host1, host2] }'),
      'tasks/1-first/task.md': task.replace('points: 10', 'points: 10\non: "{{ host }}"'),
    },
    'tasks/1-first/task.md:4:5 error: linux-single has no node "host2". Did you mean "host1"?',
  ],
  [
    'node by another kind of parameter',
    { 'tasks/1-first/task.md': task.replace('points: 10', 'points: 10\non: "{{ port }}"') },
    'tasks/1-first/task.md:4:5 error: {{ port }} is of kind int; a node is drawn by a parameter of kind choose, from names of nodes.',
  ],
  [
    'node by a parameter that is none',
    { 'tasks/1-first/task.md': task.replace('points: 10', 'points: 10\non: "{{ hots }}"') },
    'tasks/1-first/task.md:4:5 error: {{ hots }} is not a parameter of this lab. There is port.',
  ],
  [
    'terminal',
    { 'intro.md': '\n```bash run=host2\nls\n```\n' },
    'intro.md:2:1 error: run=host2: linux-single has no terminal of that name. Did you mean "host1"?',
  ],
  [
    'file',
    { 'tasks/1-first/task.md': task.replace('---\nDo', 'checks: [{ file: chek.sh, title: T }]\n---\nDo') },
    'tasks/1-first/task.md:6:18 error: there is no file tasks/1-first/chek.sh. Did you mean "check.sh"?',
  ],
  [
    'kind',
    { 'tasks/1-first/task.md': task.replace('points', 'kind: quizz\npoints') },
    'task.md:3:7 error: kind: "quizz" is not known; it must be checked, quiz, written or recorded. Did you mean "quiz"?',
  ],
  [
    'key of a kind',
    only(`kind: written\nrubrik: []\n${rubric}`),
    'task.md:5:1 error: unknown key "rubrik". Did you mean "rubric"?',
  ],
  [
    'quiz answer',
    only(quiz.replace('answer: b', 'answer: c')),
    'task.md:6:57 error: the answer "c" is none of the options. There is a, b.',
  ],
  [
    'rubric',
    only(`kind: written\n${rubric.replace('points: 4', 'points: 3')}`),
    "task.md:6:3 error: the rubric's criteria add up to 9 points, the task has 10",
  ],
  [
    'empty hint',
    { 'tasks/1-first/task.md': task.replace('text: Look at port {{ port }}.', 'cost: 1') },
    'task.md:5:5 error: hints.0: needs `text` (what to say) or `script`',
  ],
  [
    'stray invariant',
    { 'invariants/x.sh': 'true\n' },
    'invariants/x.sh:1:1 error: is not listed in `invariants` of lab.yaml',
  ],
])('problem with a proposal: %s', async (_, changes, expected) => {
  const { problems, lab } = await load(changes);
  expect(problems.join('\n')).toContain(expected);
  expect(lab).toBeNull();
});

test('content shows nothing that lies beside it: links are not followed', async () => {
  await using folder = await writeLab({});
  const beside = `${folder.root}.secret`;
  await writeFile(beside, 'hunter2: [\n');
  await mkdir(join(folder.root, 'paths'));
  await symlink(beside, join(folder.root, 'paths/linked.yaml'));
  await rm(join(folder.root, 'skills.yaml'));
  await symlink(beside, join(folder.root, 'skills.yaml'));
  const { problems } = await loadLabs(folder.root);
  await rm(beside);
  expect(problems.map(formatProblem)).toEqual([
    'skills.yaml:1:1 error: cannot be read: it is not a plain file; links are not followed',
    'paths/linked.yaml:1:1 error: cannot be read: it is not a plain file; links are not followed',
  ]);
});

test('the labs and paths of this repository fit their topologies', async () => {
  const content = await loadLabs(join(root, 'labs'), { topologies });
  expect(content.problems.map(formatProblem)).toEqual([]);
  expect(content.labs.length).toBeGreaterThan(0);
});
