import { join } from 'node:path';
import { loadTopologies } from '@springboard/environments/load-topology.ts';
import { expect, test } from 'vitest';
import { formatProblem } from '../problems.ts';
import { goodLab, writeLab } from '../testing/lab-folder.ts';
import { lintLabs } from './lint.ts';
import { runTool } from './tool.ts';

const root = join(import.meta.dirname, '../../../..');
const topologies = await loadTopologies(root);
const hasShellcheck = (await runTool('shellcheck', ['--version'], '')) !== undefined;

async function lint(changes: Parameters<typeof writeLab>[0], tools = {}) {
  await using folder = await writeLab(changes);
  const { problems, notes } = await lintLabs(folder.root, { topologies, tools });
  return { problems: problems.map(formatProblem), notes };
}

test('a good lab is without a word', async () => {
  expect((await lint({})).problems).toEqual([]);
});

test('tools that are not there are told, and the rest is looked at all the same', async () => {
  const tools = { shellcheck: '/nowhere/shellcheck', python: '/nowhere/python3' };
  const { problems, notes } = await lint({ 'intro.md': '[x](#y)', 'setup.py': 'x = 1\n' }, tools);
  expect(notes).toEqual([
    'Shell scripts were not checked: shellcheck is not installed (Debian: apt install shellcheck).',
    'Python scripts were not checked: there is no python3 here.',
  ]);
  expect(problems).toHaveLength(1);
});

const task = goodLab['tasks/1-first/task.md'] ?? '';
const second = {
  'lab.yaml': (goodLab['lab.yaml'] ?? '').replace('[1-first]', '[1-first, 2-first]'),
  'tasks/2-first/task.md': task,
  'tasks/2-first/check.sh': 'not_yet "no"\n',
  'tasks/2-first/solve.sh': 'true\n',
  'tasks/2-first/wrong/x.sh': 'true\n',
};

test.each<[string, Parameters<typeof writeLab>[0], string[]]>([
  [
    'Python',
    { 'lib.py': 'a = 1\nb = 2\n', 'setup.py': 'x = 1\nif x\n  pass\n' },
    ["demo/lab/setup.py:2:5 error: Python cannot read this: expected ':'"],
  ],
  [
    'param in bash',
    { 'lib.sh': 'x=1\n', 'setup.sh': '\necho "$PROT" $HOSTNAME\n' },
    ['demo/lab/setup.sh:2:8 error: $PROT is set nowhere. Did you mean $PORT, the parameter "port"?'],
  ],
  [
    'param in lower case',
    {
      'setup.sh':
        'echo "$port"\nf() { local a port; read -r b c; echo "$a"; }\njq --arg port 1 \'. == $port\'\n',
    },
    [],
  ],
  [
    'param in lower case that nothing sets',
    { 'lib.sh': 'x=1\n', 'setup.sh': 'echo "$x"\necho "at $port"\n' },
    ['demo/lab/setup.sh:2:11 warning: $port is set nowhere: in scripts the parameter "port" is $PORT'],
  ],
  [
    'param in Python',
    { 'setup.py': 'import os\nos.environ["PROT"]\n' },
    ['demo/lab/setup.py:2:13 error: $PROT is set nowhere. Did you mean $PORT, the parameter "port"?'],
  ],
  [
    'a variable of its own',
    {
      'setup.sh': 'POST=1; echo $POST\nfor PART in a; do echo $PART; done\nread -r PORTS < /x; echo $PORTS\n',
    },
    [],
  ],
  [
    'anchor',
    { 'intro.md': '# The port\n\n[a](#the-prot) [b](#the-port)\n' },
    [
      'demo/lab/intro.md:3:1 error: the link to "#the-prot" leads nowhere: this text has no such heading. Did you mean "the-port"?',
    ],
  ],
  [
    'file',
    { 'tasks/1-first/task.md': `${task}\nSee [it](../x.md).\n` },
    [
      'demo/lab/tasks/1-first/task.md:9:5 error: the link to "../x.md" leads nowhere: files of the lab are not on the page',
    ],
  ],
  [
    'other lab',
    { 'intro.md': '[a](/labs/demo/lba) [b](/labs/demo/lab) [c](https://example.org/x)\n' },
    [
      'demo/lab/intro.md:1:1 error: the link to "/labs/demo/lba" leads nowhere: there is no lab demo/lba. Did you mean "demo/lab"?',
    ],
  ],
  [
    'runbook',
    { 'tasks/1-first/task.md': task.replace('hints:', 'runbook: { title: T, url: docs/x }\nhints:') },
    [
      'demo/lab/tasks/1-first/task.md:4:27 error: runbook.url: must be a whole address that begins with https://, not "docs/x"',
    ],
  ],
  [
    'two titles',
    second,
    [
      'demo/lab/tasks/2-first/task.md:1:1 error: has the same title as 1-first, "First"',
      'demo/lab/tasks/2-first/task.md:1:1 warning: is named like 1-first but for its number',
    ],
  ],
  [
    'costs',
    { 'tasks/1-first/task.md': task.replace('- text', '- cost: 11\n    text') },
    ['demo/lab/tasks/1-first/task.md:1:1 warning: its hints cost 11 points together, the task has 10'],
  ],
  [
    'no solution',
    { 'tasks/1-first/solve.sh': null },
    ['demo/lab/tasks/1-first/task.md:1:1 error: has no solve.sh'],
  ],
  [
    'no wrong',
    { 'tasks/1-first/wrong/nothing.sh': null },
    ['demo/lab/tasks/1-first/task.md:1:1 warning: has no wrong/*.sh'],
  ],
])('%s', async (_, changes, expected) => {
  const { problems } = await lint(changes, { shellcheck: '/nowhere/shellcheck' });
  expect(problems).toEqual(expected.map((text) => expect.stringContaining(text)));
});

test.skipIf(!hasShellcheck)('shellcheck: at the script, with the library known, and not twice', async () => {
  const { problems } = await lint({
    'lib.sh': 'base=/srv\ncd /x\n',
    'setup.sh': 'ls "$base"\ncd /x\n',
  });
  expect(problems).toEqual([
    expect.stringMatching(/^demo\/lab\/lib\.sh:2:1 warning: Use 'cd .* \(shellcheck SC2164\)$/),
    expect.stringMatching(/^demo\/lab\/setup\.sh:2:1 warning: Use 'cd .* \(shellcheck SC2164\)$/),
  ]);
});

test('only what is asked for', async () => {
  await using folder = await writeLab({ 'intro.md': null });
  const { problems, labs } = await lintLabs(folder.root, { only: ['demo/other'] });
  expect(problems).toEqual([]);
  expect(labs).toEqual([]);
});
