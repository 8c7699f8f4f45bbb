import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { newTestInstallation } from '@springboard/config/installation.ts';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { IncusDriver } from '@springboard/driver-incus/driver.ts';
import { nextFreePort } from '@springboard/host/facts/resources.ts';
import { ApiClient } from '@springboard/testkit/api-client.ts';
import { Platform } from '@springboard/testkit/platform.ts';
import { TestTerminal } from '@springboard/testkit/terminal.ts';
import { newPersonLink } from '../support/people.ts';

/**
 * `kill -9` of one process or of all at once, in the middle of provisioning and in the middle of a check. Afterwards
 * the attempt goes on, nothing passed is lost, and the engine holds what the database says and nothing else.
 */
const victims = ['api', 'worker', 'postgres', 'everything'] as const;

const state = mkdtempSync(join(tmpdir(), 'springboard-faults-'));
let platform: Platform;
let api: ApiClient;

/** A platform of its own beside the one that the other specs share: it is killed again and again. */
let settings: Record<string, string>;
const start = () => Platform.start(settings);

/** One process is started again by the launcher; when all of it is gone, by a new `npm start`. */
async function killAndRecover(victim: (typeof victims)[number]): Promise<void> {
  if (victim !== 'everything') return platform.kill(victim);
  await platform.crash();
  platform = await start();
}

function engine() {
  return new IncusDriver({
    endpoint: { kind: 'unix', socket: '/var/lib/incus/unix.socket' },
    installation: platform.info.installation,
  });
}

test.beforeAll(async () => {
  const port = await nextFreePort(18_800, '127.0.0.1');
  settings = {
    SPRINGBOARD_STATE: state,
    SPRINGBOARD_INSTALLATION: newTestInstallation(),
    SPRINGBOARD_PORT: String(port),
    SPRINGBOARD_GATEWAY_PORT: String(await nextFreePort(port + 1, '127.0.0.1')),
  };
  platform = await start();
  api = await ApiClient.signIn(await newPersonLink({ state, info: platform.info }, 'Femi'));
});
test.afterAll(async () => {
  await platform?.stop();
});

async function environmentsOfEngine(): Promise<string[]> {
  const driver = engine();
  try {
    return (await driver.list()).map((environment) => environment.id);
  } finally {
    await driver.close();
  }
}

for (const victim of victims) {
  test(`kill -9 of ${victim} while an environment is provisioned`, async () => {
    const started = await api.startAttempt('linux/first-steps');
    await api.waitFor(started.id, stageRuns('nodes', 'boot'), 60_000);
    await killAndRecover(victim);

    const after = await api.waitFor(started.id, (view) => view.environment?.state === 'ready', 150_000);
    expect(after.environment?.id).toBe(started.environment?.id);
    expect(await environmentsOfEngine()).toEqual([after.environment?.id]);
    await patiently(() => api.finishAttempt(started.id));
    await expect.poll(environmentsOfEngine, { timeout: 120_000 }).toEqual([]);
  });

  test(`kill -9 of ${victim} while a check runs`, async () => {
    const started = await api.startAttempt('linux/first-steps');
    const view = await api.waitFor(started.id, (now) => now.environment?.state === 'ready', 150_000);
    const terminal = new TestTerminal(api, view.id, 'host1');
    await terminal.prompt(120_000);
    terminal.type(
      "ss -Hltnp | grep pid=$(systemctl show -P MainPID $(systemctl list-units --plain --no-legend 'api-*' | awk '{print $1}')), | awk '{print $4}' | sed 's/.*://' > /root/port",
    );
    const passed = await api.waitFor(view.id, (now) => now.tasks[1]?.status === 'current', 60_000);
    const second = passed.tasks[1];
    await api.request('POST', `/api/attempts/${view.id}/tasks/${second?.id}/check`);
    await api.waitFor(
      view.id,
      (now) => now.tasks[1]?.checks.some((check) => check.status !== 'waiting') ?? false,
      60_000,
    );
    terminal.close();
    const killed = Date.now();
    await killAndRecover(victim);

    const after = await api.waitFor(view.id, () => true, 60_000);
    expect(after.tasks[0]?.status).toBe('passed');
    expect(after.tasks[0]?.score).toBe(passed.tasks[0]?.score);
    const again = await api.waitFor(view.id, (now) => now.environment?.state === 'ready', 150_000);
    expect(again.environment?.id).toBe(view.environment?.id);
    await patiently(() => api.request('POST', `/api/attempts/${view.id}/tasks/${second?.id}/check`));
    const graded = await api.waitFor(view.id, ranSince(second?.id ?? '', killed), 60_000);
    expect(graded.tasks[1]?.checks.map((check) => check.status)).not.toContain('running');
    await patiently(() => api.finishAttempt(view.id));
    await expect.poll(environmentsOfEngine, { timeout: 120_000 }).toEqual([]);
  });
}

/** Asks as a page does while processes come back: anew, until there is an answer. */
async function patiently(ask: () => Promise<unknown>): Promise<void> {
  await expect(async () => {
    await ask();
  }).toPass({ timeout: 90_000 });
}

function stageRuns(...names: string[]) {
  return (view: AttemptView) =>
    view.environment?.stages.some(({ stage, status }) => names.includes(stage) && status === 'running') ??
    false;
}

function ranSince(taskId: string, time: number) {
  return (view: AttemptView) =>
    view.tasks
      .find((task) => task.id === taskId)
      ?.checks.every(
        (check) =>
          check.status !== 'running' && check.lastRunAt !== null && Date.parse(check.lastRunAt) >= time,
      ) ?? false;
}
