import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Topology } from '@springboard/environments/topology.ts';
import type { Script } from '@springboard/lab-format/model/scripts.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import { expect, test } from 'vitest';
import { testLab } from './contract.ts';
import { LocalDriver } from './testing/local-driver.ts';

const bash = (script: string): Script => ({ on: null, interpreter: 'bash', script });

/** Task: a file named `done` is to be in the folder; `wrong` makes one named `don`. */
function labIn(
  folder: string,
  changes: { check?: string; wrong?: string; solve?: string; setup?: string } = {},
) {
  const script = changes.check ?? `[[ -e ${folder}/done ]] || not_yet "There is no file done."`;
  const solve = changes.solve ?? `touch ${folder}/done`;
  const lab: LabDefinition = {
    slug: 'demo/lab',
    title: 'A lab',
    summary: '',
    level: 'beginner',
    minutes: 1,
    skills: [],
    environment: 'one',
    params: {},
    intro: '',
    outro: null,
    setup: bash(changes.setup ?? 'true'),
    invariants: [],
    tasks: [
      {
        kind: 'checked',
        id: '1-first',
        title: '',
        points: 1,
        markdown: '',
        runbook: null,
        hints: [],
        checks: [
          {
            ...bash(script),
            id: 'check',
            title: '',
            weight: 1,
            timeoutMs: 5000,
            withinMs: 0,
            stableForMs: 0,
            hold: false,
          },
        ],
        arrange: bash(`rm -f ${folder}/*`),
        solve: bash(solve),
        wrong: [
          {
            ...bash(changes.wrong === 'solve' ? solve : (changes.wrong ?? `touch ${folder}/don`)),
            name: 'typo',
          },
        ],
      },
    ],
  };
  return lab;
}

async function run(changes: Parameters<typeof labIn>[1]) {
  const folder = await mkdtemp(join(tmpdir(), 'springboard-contract-'));
  try {
    const topology = { grader: 'n1', nodes: [{ name: 'n1', role: 'learner' }] } as unknown as Topology;
    const { ok, steps } = await testLab({
      driver: new LocalDriver(),
      environmentId: 'e',
      topology,
      lab: labIn(folder, changes),
      seed: 's',
      signal: new AbortController().signal,
    });
    const failed = steps.filter((step) => !step.ok);
    return {
      ok,
      steps: steps.map((step) => step.step),
      failed: failed.map((step) => step.step),
      problems: failed.flatMap((step) => step.problems).join('\n'),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a lab that keeps its contract', async () => {
  expect(await run({})).toEqual({
    ok: true,
    steps: ['setup', 'arrange', 'untouched', 'wrong/typo', 'wrong/typo', 'arrange', 'solve', 'solved'],
    failed: [],
    problems: '',
  });
});

test.each([
  ['passes untouched', { check: 'exit 0' }, ['untouched', 'wrong/typo'], /passes although nothing was done/],
  ['passes after a wrong fixture', { wrong: 'solve' }, ['wrong/typo'], /1-first passes after wrong\/typo/],
  [
    'a wrong fixture that does not run',
    { wrong: 'exit 3' },
    ['wrong/typo'],
    /wrong\/typo\.sh on n1 exited 3/,
  ],
  [
    'a solution that does not solve',
    { solve: 'true' },
    ['solved'],
    /1-first\/check: not_yet: There is no file done/,
  ],
  ['a solution that fails', { solve: 'echo no >&2; exit 2' }, ['solve'], /solve\.sh on n1 exited 2: no/],
  [
    'a broken check',
    { check: 'nosuchcommand' },
    ['untouched', 'wrong/typo', 'solved'],
    /check_broken: Exited 127/,
  ],
  ['a setup that fails', { setup: 'exit 1' }, ['setup'], /setup\.sh on n1 exited 1/],
])('%s', async (_, changes, failed, problems) => {
  const result = await run(changes);
  expect(result).toMatchObject({ ok: false, failed });
  expect(result.problems).toMatch(problems);
});
