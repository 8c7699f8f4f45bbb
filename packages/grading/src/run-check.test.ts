import { existsSync } from 'node:fs';
import { DriverError } from '@springboard/environments/driver.ts';
import type { CheckDefinition } from '@springboard/lab-format/model/scripts.ts';
import { expect, test } from 'vitest';
import { type RunCheckOptions, runCheck } from './run-check.ts';
import { LocalDriver } from './testing/local-driver.ts';

const driver = new LocalDriver();

function check(script: string, more: Partial<CheckDefinition> = {}): CheckDefinition {
  return {
    id: 'check',
    title: 'A check',
    weight: 1,
    on: null,
    interpreter: 'bash',
    script,
    timeoutMs: 10_000,
    withinMs: 0,
    stableForMs: 0,
    hold: false,
    ...more,
  };
}

function run(script: string, more: Partial<CheckDefinition> = {}, options: Partial<RunCheckOptions> = {}) {
  return runCheck({
    driver,
    environmentId: 'environment',
    node: 'grader',
    check: check(script, more),
    params: { pool: 'tanu', size: 2 },
    seed: 'seed-1',
    signal: new AbortController().signal,
    intervalMs: 20,
    ...options,
  });
}

const python = { interpreter: 'python3' } as const;
/** A bare machine may have no Python; `grading.int.test.ts` runs Python on a node wherever there is an engine. */
const havePython = existsSync('/usr/bin/python3');
type Case = { length: number; [index: number]: unknown };
const runnable = <T extends Case>(cases: T[]): T[] =>
  cases.filter((entry) => havePython || !Array.from(entry).includes(python));

test.each(
  runnable([
    ['exit 0', 'exit 0', {}, 'pass', null],
    ['end of script', 'true', {}, 'pass', null],
    ['pass', 'pass; exit 9', {}, 'pass', null],
    ['pass with a text', 'pass "Well done."', {}, 'pass', 'Well done.'],
    ['not_yet', 'not_yet "Size is 3."; exit 9', {}, 'not_yet', 'Size is 3.'],
    ['not_yet with redirected output', 'exec >/dev/null; not_yet "Size is 3."', {}, 'not_yet', 'Size is 3.'],
    ['exit 1, last line', 'echo one; echo two; echo; exit 1', {}, 'not_yet', 'two'],
    ['python: end of script', 'x = 1', python, 'pass', null],
    ['python: passed', 'passed("Good.")', python, 'pass', 'Good.'],
    ['python: not_yet', 'print("noise")\nnot_yet("Größe ist 3.")', python, 'not_yet', 'Größe ist 3.'],
    ['python: exit without a code', 'import sys\nsys.exit()', python, 'pass', null],
    [
      'python: the verdict stands whatever happens after it',
      'import atexit, os\natexit.register(os.abort)\nnot_yet("Size is 3.")',
      python,
      'not_yet',
      'Size is 3.',
    ],
    ['python: exit 1, last line', 'import sys\nprint("why")\nsys.exit(1)', python, 'not_yet', 'why'],
  ]),
)('%s', async (_, script, more, verdict, learnerText) => {
  expect(await run(script, more)).toMatchObject({ verdict, learnerText, authorText: null });
});

test('exit 1 in silence helps the learner and tells the author', async () => {
  const result = await run('set -e\nfalse');
  expect(result.verdict).toBe('not_yet');
  expect(result.learnerText).toMatch(/Not there yet/);
  expect(result.authorText).toMatch(/without a reason/);
});

test.each(
  runnable([
    ['env_broken', 'env_broken "No monitor."', {}, /^No monitor\.$/],
    ['exit 75', 'echo gone; exit 75', {}, /^gone$/],
    ['signal', 'kill -KILL $$', {}, /killed by a signal/],
    ['python', 'env_broken("No monitor.")', python, /^No monitor\.$/],
  ]),
)('environment broken: %s', async (_, script, more, authorText) => {
  const result = await run(script, more);
  expect(result).toMatchObject({
    verdict: 'environment_broken',
    authorText: expect.stringMatching(authorText),
  });
  expect(result.learnerText).toMatch(/not your doing/);
});

test.each(
  runnable([
    ['another exit code', 'echo boom >&2; exit 3', {}, /Exited 3: boom/],
    ['unknown command', 'nosuchcommand', {}, /Exited 127/],
    ['unset variable', 'echo "$POOLL"', {}, /POOLL: unbound variable/],
    ['syntax error', 'if true; then', {}, /Exited 2: .*syntax error/],
    ['not UTF-8', String.raw`printf '\377\376'; exit 1`, {}, /not UTF-8/],
    [
      'not_yet in a pipe',
      'echo x | while read -r _; do not_yet "lost"; done; exit 0',
      {},
      /Said "lost" and then exited 0/,
    ],
    ['time-out', 'sleep 60', { timeoutMs: 100 }, /limit of 100 ms/],
    ['python error', 'raise ValueError("boom")', python, /Exited 70: ValueError: boom/],
    ['python syntax error', 'if:', python, /SyntaxError/],
  ]),
)('check broken: %s', async (_, script, more, authorText) => {
  const result = await run(script, more);
  expect(result).toMatchObject({ verdict: 'check_broken', authorText: expect.stringMatching(authorText) });
  expect(result.learnerText).toMatch(/never counts against you/);
});

test.each(['unreachable', 'missing'] as const)(
  'a driver that says %s is a broken environment',
  async (kind) => {
    const broken = new LocalDriver();
    broken.fail = new DriverError(kind, 'no such instance');
    const result = await run('exit 0', {}, { driver: broken });
    expect(result).toMatchObject({
      verdict: 'environment_broken',
      evidence: { driverError: kind, exitCode: null },
    });
    expect(result.authorText).toMatch(/no such instance/);
  },
);

test('notes and metrics are the author’s', async () => {
  const result = await run('note "saw 3"; metric objects 12; metric odd; not_yet "More."');
  expect(result.metrics).toEqual({ objects: 12 });
  expect(result.authorText).toBe('saw 3\nmetric "odd" is not a name and a number.');
  expect(result.evidence.stdout).toBe('');
});

test.each(
  runnable([
    [
      'bash',
      'echo "$POOL $SIZE $SPRINGBOARD_SEED $PATH $HOME $(printenv SECRET || echo none) $PWD $0"; exit 1',
      {},
    ],
    [
      'python',
      'import os,sys\ne=os.environ\nprint(e["POOL"],e["SIZE"],e["SPRINGBOARD_SEED"],e["PATH"],e["HOME"],e.get("SECRET","none"),os.getcwd(),sys.argv[0])\nsys.exit(1)',
      python,
    ],
  ]),
)('%s sees params, the seed and a clean environment', async (_, script, more) => {
  const { learnerText } = await run(script, more);
  expect(learnerText).toMatch(
    /^tanu 2 seed-1 \/usr\/sbin:\/usr\/bin:\/sbin:\/bin \/root none \/ check\.(sh|py)$/,
  );
});

test.each(
  runnable([
    [
      'bash',
      'cat\nsecret_word=1\ntr "\\0" " " </proc/$$/cmdline | grep secret_word && exit 3\nls -l /proc/$$/fd | grep check && exit 4\nexit 0',
      {},
    ],
    [
      'python',
      'import os,subprocess\nsecret_word=1\nassert subprocess.run(["cat"],capture_output=True).stdout==b""\nassert "secret_word" not in open("/proc/self/cmdline").read()\nfor f in os.listdir("/proc/self/fd"):\n  p=f"/proc/self/fd/{f}"\n  assert not os.path.islink(p) or "check" not in os.readlink(p)',
      python,
    ],
  ]),
)('%s: the script is in no file, no argument and no child’s input', async (_, script, more) => {
  const result = await run(script, more);
  expect(result).toMatchObject({ verdict: 'pass', evidence: { stdout: '' } });
});

test('evidence is cut, clean of control sequences, and can be stored', async () => {
  const result = await run(
    String.raw`printf 'a\0b\033[31mred\033[0m\n'; head -c 300000 /dev/zero | tr '\0' x; echo; echo end >&2; exit 1`,
  );
  expect(result.evidence).toMatchObject({ truncated: true, exitCode: 1, stderr: 'end\n', looks: 1 });
  expect(result.evidence.stdout).toMatch(/^abred\nx+\n… \d+ characters left out …\nx+$/);
  expect(result.evidence.stdout.length).toBeLessThan(5000);
  expect(result.learnerText?.length).toBeLessThan(1100);
});

const flag = () => `/tmp/springboard-grading-${process.pid}-${Math.random().toString(36).slice(2)}`;

test('within: looks again until it passes, and says what it waits for', async () => {
  const file = flag();
  const waiting: string[] = [];
  const script = `n=$(cat ${file} 2>/dev/null || echo 0); echo $((n+1)) >${file}; ((n>=2)) || not_yet "PGs: $n"; rm ${file}`;
  const result = await run(script, { withinMs: 20_000 }, { onWaiting: (text) => waiting.push(text) });
  expect(result).toMatchObject({ verdict: 'pass', evidence: { looks: 3 } });
  expect(waiting).toEqual(['PGs: 0', 'PGs: 1']);
});

test('within: not yet when the time is over; at once with patience "once"', async () => {
  const late = await run('not_yet "still 1"', { withinMs: 1500 });
  expect(late).toMatchObject({ verdict: 'not_yet', learnerText: 'still 1' });
  expect(late.evidence.looks).toBeGreaterThan(1);
  expect(late.durationMs).toBeGreaterThanOrEqual(1500);
  const once = await run('not_yet "still 1"', { withinMs: 60_000 }, { patience: 'once' });
  expect(once.evidence.looks).toBe(1);
});

test('stable_for: a pass has to hold', async () => {
  const waiting: string[] = [];
  const holds = await run('exit 0', { stableForMs: 150 }, { onWaiting: (text) => waiting.push(text) });
  expect(holds.verdict).toBe('pass');
  expect(holds.durationMs).toBeGreaterThanOrEqual(150);
  expect(waiting[0]).toMatch(/has to stay so for 1 s more/);

  const file = flag();
  const slips = await run(`if [[ -e ${file} ]]; then rm ${file}; not_yet "flapped"; fi; touch ${file}`, {
    stableForMs: 60_000,
  });
  expect(slips).toMatchObject({ verdict: 'not_yet', learnerText: 'flapped' });
  expect(slips.authorText).toMatch(/Held for 1 s, and then no more/);
});

test('cancelling ends it without a verdict, during a look and between two', async () => {
  const during = new AbortController();
  const busy = run('sleep 60', {}, { signal: during.signal });
  during.abort(new Error('attempt over'));
  await expect(busy).rejects.toThrow('attempt over');

  const between = new AbortController();
  const waiting = run(
    'not_yet "no"',
    { withinMs: 60_000 },
    {
      signal: between.signal,
      intervalMs: 60_000,
      onWaiting: () => setImmediate(() => between.abort(new Error('over'))),
    },
  );
  await expect(waiting).rejects.toThrow('over');
});
