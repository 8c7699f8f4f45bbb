import type { CheckDefinition } from '@springboard/lab-format/model/scripts.ts';
import { expect, test } from 'vitest';
import { runScript } from './run-script.ts';
import { runTask } from './run-task.ts';
import { LocalDriver } from './testing/local-driver.ts';

const driver = new LocalDriver();
const topology = { grader: 'grader', nodes: [] };
const common = { driver, environmentId: 'e', params: {}, seed: 's', signal: new AbortController().signal };

const check = (id: string, script: string): CheckDefinition => ({
  id,
  title: id,
  weight: 1,
  on: null,
  interpreter: 'bash',
  script,
  timeoutMs: 10_000,
  withinMs: 0,
  stableForMs: 0,
  hold: false,
});

test('a slow check does not keep another’s verdict back', async () => {
  const fifo = `/tmp/springboard-task-${process.pid}`;
  // "slow" ends when the test, having seen the verdict of "quick", opens its pipe: no clock is involved
  const task = {
    checks: [
      check('slow', `rm -f ${fifo}; mkfifo ${fifo}; read -r _ <${fifo}; rm ${fifo}`),
      check('quick', 'not_yet "x"'),
    ],
  };
  const seen: string[] = [];
  const results = await runTask({
    ...common,
    topology,
    task,
    onResult: async (id, result) => {
      seen.push(`${id} ${result.verdict}`);
      if (id === 'quick')
        await runScript({
          ...common,
          node: 'grader',
          name: 'release.sh',
          script: {
            on: null,
            interpreter: 'bash',
            script: `until [[ -p ${fifo} ]]; do sleep 0.02; done; echo go >${fifo}`,
          },
        });
    },
  });
  expect(seen).toEqual(['quick not_yet', 'slow pass']);
  expect([...results.keys()]).toEqual(['slow', 'quick']);
});

test('only the named checks run', async () => {
  const task = { checks: [check('a', 'exit 0'), check('b', 'exit 0')] };
  expect([...(await runTask({ ...common, topology, task, checkIds: ['b'] })).keys()]).toEqual(['b']);
});

test('/usr/local is searched on hidden nodes only', async () => {
  const node = {
    title: '',
    image: '',
    terminal: false,
    address: '',
    cpu: 1,
    memory: '',
    disk: '',
    processes: 1,
    links: [],
    grants: [],
  };
  const pair = {
    grader: 'grader',
    nodes: [
      { ...node, name: 'host1', role: 'learner' as const },
      { ...node, name: 'grader', role: 'hidden' as const },
    ],
  };
  const script = 'not_yet "$PATH"';
  const task = { checks: [check('hidden', script), { ...check('visible', script), on: 'host1' }] };
  const results = await runTask({ ...common, topology: pair, task });
  expect(results.get('hidden')?.learnerText).toMatch(/^\/usr\/local\/sbin:\/usr\/local\/bin:\/usr\/sbin/);
  expect(results.get('visible')?.learnerText).toBe('/usr/sbin:/usr/bin:/sbin:/bin');
});

test('a script gives its log in order, and a reason when it fails', async () => {
  const run = (script: string, interpreter: 'bash' | 'python3' = 'bash', timeoutMs = 10_000) =>
    runScript({
      ...common,
      node: 'n1',
      name: 'setup.sh',
      timeoutMs,
      script: { on: null, interpreter, script },
    });
  expect(await run('echo a; echo b >&2; echo c')).toMatchObject({ ok: true, log: 'a\nb\nc', reason: '' });
  expect(await run('import sys\nsys.stderr.write("x\\n")', 'python3')).toMatchObject({ ok: true, log: 'x' });
  expect(await run('echo no pool; exit 4')).toMatchObject({
    ok: false,
    reason: 'setup.sh on n1 exited 4: no pool',
  });
  expect(await run('sleep 60', 'bash', 100)).toMatchObject({
    ok: false,
    timedOut: true,
    reason: 'setup.sh on n1 took longer than 100 ms',
  });
});

test('a check runs on the node that its parameter names', async () => {
  const task = { checks: [{ ...check('a', 'exit 0'), on: '{{ host }}' }, check('b', 'exit 0')] };
  const results = await runTask({ ...common, params: { host: 'ceph2' }, topology, task });
  expect([...results.values()].map(({ evidence }) => evidence.node)).toEqual(['ceph2', 'grader']);
});
