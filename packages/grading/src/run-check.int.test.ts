import type { CheckDefinition } from '@springboard/lab-format/model/scripts.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCheck } from './run-check.ts';
import { runScript } from './run-script.ts';
import { engineAbsent, type LabEnvironment, openLabEnvironment } from './testing/lab-environment.ts';

const absent = await engineAbsent();

describe.skipIf(absent !== undefined)(`checks on a node${absent ? ` (not checked: ${absent})` : ''}`, () => {
  let environment: LabEnvironment;
  beforeAll(async () => {
    environment = await openLabEnvironment('linux-single');
  });
  afterAll(() => environment[Symbol.asyncDispose]());

  const run = (
    interpreter: 'bash' | 'python3',
    script: string,
    options: { environmentId?: string; signal?: AbortSignal; timeoutMs?: number } = {},
  ) => {
    const check: CheckDefinition = {
      id: 'check',
      title: '',
      weight: 1,
      on: null,
      interpreter,
      script,
      timeoutMs: options.timeoutMs ?? 10_000,
      withinMs: 0,
      stableForMs: 0,
      hold: false,
    };
    return runCheck({
      driver: environment.driver,
      environmentId: options.environmentId ?? environment.environmentId,
      node: 'host1',
      check,
      params: { pool: 'tanu' },
      seed: 's',
      signal: options.signal ?? new AbortController().signal,
    });
  };

  const about = {
    bash: 'cat\nnot_yet "$POOL $(id -un) $(hostname) $PWD $HOME $PATH $(printenv BASH_ENV) $(compgen -e | grep -c -e SSH -e INCUS)"',
    python3:
      'import os, socket, sys\nassert sys.stdin.read() == ""\ne = os.environ\nodd = sum("SSH" in n or "INCUS" in n for n in e)\nnot_yet(f"{e[\'POOL\']} {e[\'USER\']} {socket.gethostname()} {os.getcwd()} {e[\'HOME\']} {e[\'PATH\']}  {odd}")',
  };
  test.each(['bash', 'python3'] as const)('%s: root, clean environment, no input', async (interpreter) => {
    const result = await run(interpreter, about[interpreter]);
    expect(result).toMatchObject({
      verdict: 'not_yet',
      learnerText: 'tanu root host1 / /root /usr/sbin:/usr/bin:/sbin:/bin  0',
      evidence: { node: 'host1', exitCode: 1, stderr: '' },
    });
  });

  test('a learner’s files do not get into a check', async () => {
    const trap = `
      printf 'echo trapped; exit 0\\n' | tee /root/.bashrc >/root/.bash_profile
      printf 'raise SystemExit(0)\\n' | tee /root/json.py >/root/sitecustomize.py
      printf '#!/bin/sh\\necho trapped\\n' >/usr/local/bin/systemctl; chmod +x /usr/local/bin/systemctl`;
    const script = { on: null, interpreter: 'bash' as const, script: trap };
    const { driver, environmentId } = environment;
    const signal = new AbortController().signal;
    const set = await runScript({
      driver,
      environmentId,
      node: 'host1',
      script,
      name: 'trap.sh',
      params: {},
      seed: 's',
      signal,
    });
    expect(set).toMatchObject({ ok: true, log: '' });
    expect(await run('bash', 'not_yet "$(type -P systemctl)"')).toMatchObject({
      learnerText: '/usr/bin/systemctl',
    });
    expect(await run('python3', 'import json\nnot_yet(json.dumps("clean"))')).toMatchObject({
      learnerText: '"clean"',
    });
  });

  test('nothing of a check is left on the node, nor in its process list while it runs', async () => {
    const word = 'quizzical-check-content';
    const look = `: ${word}; grep -rlsF -e "quizzical""-check" /tmp /var/tmp /root /run /dev/shm; grep -lsF -e "quizzical""-check" /proc/[0-9]*/cmdline /proc/[0-9]*/environ; exit 0`;
    expect(await run('bash', look)).toMatchObject({ verdict: 'pass', evidence: { stdout: '' } });
  });

  test('a check that hangs is stopped, children and all', async () => {
    const result = await run('bash', 'sleep 1234 & wait', { timeoutMs: 500 });
    expect(result).toMatchObject({ verdict: 'check_broken', evidence: { timedOut: true } });
    expect(await run('bash', 'pgrep -fx "sleep 1234" && not_yet "still there"; pass')).toMatchObject({
      verdict: 'pass',
    });
  });

  test('cancelled, it ends without a verdict', async () => {
    const controller = new AbortController();
    const running = run('bash', 'sleep 1235', { signal: controller.signal });
    setImmediate(() => controller.abort(new Error('attempt over')));
    await expect(running).rejects.toThrow('attempt over');
  });

  test('an environment that is not there is broken, and not the learner', async () => {
    const result = await run('bash', 'exit 0', { environmentId: '00000000-0000-4000-8000-000000000000' });
    expect(result).toMatchObject({ verdict: 'environment_broken', evidence: { driverError: 'missing' } });
  });
});
