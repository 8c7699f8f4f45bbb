import { DriverError } from '@springboard/environments/driver.ts';
import type { Script } from '@springboard/lab-format/model/scripts.ts';
import type { CheckedTask } from '@springboard/lab-format/model/task.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import { expect, test } from 'vitest';
import { openFolder } from '../testing/folder-environment.ts';
import type { ContractEvent } from './report.ts';
import { testLab } from './test-lab.ts';

const bash = (script: string): Script => ({ on: null, interpreter: 'bash', script });
const check = (id: string, script: string) => ({
  ...bash(script),
  id,
  title: id,
  weight: 1,
  timeoutMs: 5000,
  withinMs: 0,
  stableForMs: 0,
  hold: false,
});

/** To make a file `done`; the mistake makes one that is named `don`. */
function aTask(id: string, more: Partial<CheckedTask> = {}): CheckedTask {
  return {
    kind: 'checked',
    id,
    title: id,
    points: 1,
    markdown: '',
    runbook: null,
    hints: [],
    checks: [check('check', `[[ -e $LAB_ROOT/srv/done-${id} ]] || not_yet "There is no file done."`)],
    arrange: bash(`rm -f $LAB_ROOT/srv/done-${id}`),
    solve: bash(`touch $LAB_ROOT/srv/done-${id}`),
    wrong: [{ ...bash(`touch $LAB_ROOT/srv/don`), name: 'typo' }],
    ...more,
  };
}

const aLab = (more: Partial<LabDefinition> = {}): LabDefinition => ({
  slug: 'demo/lab',
  title: 'A lab',
  summary: '',
  level: 'beginner',
  minutes: 1,
  skills: [],
  environment: 'one',
  walkthroughs: 'after-pass',
  params: {},
  intro: '',
  outro: null,
  setup: bash('mkdir -p $LAB_ROOT/srv/setup-$SPRINGBOARD_SEED'),
  invariants: [],
  tasks: [aTask('one')],
  ...more,
});

async function run(
  lab: LabDefinition,
  options: { seeds?: string[]; change?: (world: Awaited<ReturnType<typeof openFolder>>) => object } = {},
) {
  await using folder = await openFolder({ name: 'one' });
  const events: ContractEvent[] = [];
  const report = await testLab({
    environment: { ...folder, ...options.change?.(folder) },
    lab,
    seeds: options.seeds ?? ['s'],
    signal: new AbortController().signal,
    onEvent: (event) => events.push(event),
  });
  const steps = report.seeds.flatMap((seed) => seed.steps);
  return {
    ok: report.ok,
    steps: steps.map(({ step }) => step),
    failed: steps.filter((step) => !step.ok).map(({ step }) => step),
    findings: steps.flatMap((step) => step.findings),
    events,
  };
}

const hint = (script: string) => ({ cost: 1, markdown: '', script: bash(script) });

test('computed hints have to succeed and to say something, before anybody has done anything', async () => {
  const lab = (script: string) => aLab({ tasks: [aTask('one', { hints: [hint(script)] })] });
  const good = await run(lab('echo "The file is **not there**."'));
  expect(good.ok).toBe(true);
  expect(good.steps.indexOf('hint 1')).toBe(good.steps.indexOf('untouched') + 1);
  const silent = await run(lab('true'));
  expect(silent.failed).toEqual(['hint 1']);
  expect(silent.findings[0]?.what).toBe(
    'one, hint 1 printed nothing, so there is nothing to show to who opens it.',
  );
  const failing = await run(lab('echo half; exit 3'));
  expect(failing.failed).toEqual(['hint 1']);
  expect(failing.findings[0]?.what).toContain('exited 3');
});

const oneTask = [
  'save point',
  'arrange',
  'untouched',
  'wrong/typo',
  'after wrong/typo',
  'rewind',
  'arrange',
  'solve',
  'solved',
];

test('a lab that keeps its contract, with two seeds, and each step is told as it comes', async () => {
  const { ok, steps, findings, events } = await run(aLab(), { seeds: ['s', 't'] });
  expect(findings).toEqual([]);
  expect(ok).toBe(true);
  expect(steps).toEqual(['save point', 'setup', ...oneTask, 'reset', 'setup', ...oneTask]);
  expect(events.filter(({ type }) => type === 'step-started')).toHaveLength(steps.length);
  expect(events.flatMap((event) => (event.type === 'seed-finished' ? event.report.seed : []))).toEqual([
    's',
    't',
  ]);
});

test('each wrong fixture begins from the save point before its task, and a reset leaves nothing', async () => {
  const two = aTask('two', {
    arrange: null,
    wrong: [
      { ...bash('touch $LAB_ROOT/srv/first'), name: '1-first' },
      { ...bash('[[ ! -e $LAB_ROOT/srv/first ]]'), name: '2-clean' },
    ],
    solve: bash(
      '[[ -e $LAB_ROOT/srv/done-one && ! -e $LAB_ROOT/srv/first ]] && touch $LAB_ROOT/srv/done-two',
    ),
  });
  const setup = bash('[[ ! -e $LAB_ROOT/srv/done-two ]]');
  const result = await run(aLab({ setup, tasks: [aTask('one'), two] }), { seeds: ['s', 't'] });
  expect(result.findings).toEqual([]);
  expect(result.ok).toBe(true);
});

const checks = (script: string) => aLab({ tasks: [aTask('one', { checks: [check('check', script)] })] });
test.each<[string, LabDefinition, string[], RegExp]>([
  [
    'a check fails with an error',
    checks('nosuchcommand'),
    ['untouched', 'after wrong/typo', 'solved'],
    /called a command that is not there/,
  ],
  [
    'a check exits with any number',
    checks('exit 3'),
    ['untouched', 'after wrong/typo', 'solved'],
    /ended with exit code 3, which is no verdict/,
  ],
  [
    'a wrong fixture does not run',
    aLab({ tasks: [aTask('one', { wrong: [{ ...bash('echo oh; exit 3'), name: 'x' }] })] }),
    ['wrong/x'],
    /^wrong\/x\.sh on host1 exited 3: oh\.$/,
  ],
  [
    'a solution fails',
    aLab({ tasks: [aTask('one', { solve: bash('exit 2') }), aTask('two')] }),
    ['solve'],
    /^solve\.sh on host1 exited 2/,
  ],
  ['no solution', aLab({ tasks: [aTask('one', { solve: null })] }), ['solve'], /has no solve\.sh/],
  [
    'arrange fails',
    aLab({ tasks: [aTask('one', { arrange: bash('exit 1') })] }),
    ['arrange'],
    /^arrange\.sh on host1 exited 1/,
  ],
])('%s', async (_, lab, failed, text) => {
  const result = await run(lab);
  expect(result).toMatchObject({ ok: false, failed });
  expect(result.findings.map(({ what }) => what).join('\n')).toMatch(text);
});

const invariant = (script: string) => ({
  ...bash(script),
  id: 'quiet',
  title: 'It is quiet',
  cost: 1,
  maxCost: null,
  intervalMs: 20,
  timeoutMs: 5000,
});

test('an invariant that the solution breaches on its way is told, although it holds again at the end', async () => {
  const lab = aLab({
    invariants: [
      invariant('[[ ! -e $LAB_ROOT/srv/loud ]] || { touch $LAB_ROOT/srv/seen; not_yet "It is loud."; }'),
    ],
    tasks: [
      aTask('one', {
        // ends when the invariant has looked: no clock is involved
        solve:
          bash(`touch $LAB_ROOT/srv/loud; for _ in {1..200}; do [[ -e $LAB_ROOT/srv/seen ]] && break; sleep 0.05; done
rm $LAB_ROOT/srv/loud; touch $LAB_ROOT/srv/done-one`),
      }),
    ],
  });
  const result = await run(lab);
  expect(result.failed).toEqual(['solve']);
  expect(result.findings).toMatchObject([
    { what: 'Invariant invariants/quiet is breached while one is solved.', seen: 'It is loud.' },
  ]);
});

test('an invariant that does not hold from the beginning', async () => {
  const result = await run(aLab({ invariants: [invariant('not_yet "Too loud."')] }));
  expect(result.failed[0]).toBe('invariants');
  expect(result.findings[0]?.what).toContain('is breached before anybody has done anything');
});

test('of two checks only the one that writes is named', async () => {
  const writing = '[[ -e $LAB_ROOT/srv/done-one ]] || { date >$LAB_ROOT/srv/last-look; not_yet "no"; }';
  const reading = '[[ -e $LAB_ROOT/srv/done-one ]] || not_yet "no"';
  const task = aTask('one', { checks: [check('reads', reading), check('writes', writing)] });
  const { findings, ok } = await run(aLab({ tasks: [task] }));
  expect(ok).toBe(false);
  expect(findings.map(({ what }) => what)).toEqual(['Check one/writes writes to host1: a check only looks.']);
  expect(findings[0]?.seen).toMatch(/srv\/last-look$/);
});

test('work that a person reviews: what later tasks stand on is done, and nothing is asked of it', async () => {
  const { checks: _, ...rest } = aTask('said', { wrong: [] });
  const written = {
    ...rest,
    kind: 'written' as const,
    checks: [],
    template: '',
    minWords: 0,
    review: 'mentor' as const,
    rubric: [{ title: 'T', points: 1, full: 'f', half: 'h', none: 'n' }],
  };
  const next = aTask('next', { solve: bash('mv $LAB_ROOT/srv/done-said $LAB_ROOT/srv/done-next') });
  const result = await run(aLab({ tasks: [written, next] }));
  expect(result.findings).toEqual([]);
  expect(result.ok).toBe(true);
});

test('an environment that fails is told as such', async () => {
  const result = await run(aLab(), {
    change: () => ({
      rewind: () => Promise.reject(new DriverError('failed', 'The disk is gone.')),
    }),
  });
  expect(result.failed).toEqual(['rewind']);
  expect(result.findings).toMatchObject([
    {
      what: `The environment failed at "rewind", which need not be the lab's fault.`,
      seen: 'The disk is gone.',
    },
  ]);
});
