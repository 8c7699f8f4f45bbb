import type { ApiClient } from '@springboard/testkit/api-client.ts';
import type { BenchPlatform } from './platform.ts';
import type { Round } from './round.ts';
import { whileAwake } from './while-awake.ts';

/** Nothing that is asked of a cloud here may take longer, in milliseconds. */
const patienceMs = 300_000;

/** A cloud's own milestones, in milliseconds; the first two since *Start*. */
export interface CloudTimes {
  /** `openstack token issue` on the client had its answer. */
  readonly tokenMs: number;
  /** A server of the smallest flavor was ACTIVE; it was asked for as soon as the lab was ready. */
  readonly serverMs: number;
  /** From *Resume* of the paused environment to the answer of `openstack token issue`. */
  readonly thawedMs: number;
}

// The client itself takes a second of a core: it is started when Keystone listens, not to find out whether it does.
const firstToken =
  'until curl -s -o /dev/null --max-time 2 http://controller:5000/v3; do sleep 0.1; done; until openstack token issue >/dev/null 2>&1; do sleep 0.1; done';
const token = 'openstack token issue >/dev/null';
// What is said of a failed server is with the server, not in the answer.
const server =
  'openstack server create --image tiny --flavor m1.nano --no-network --wait bench >/dev/null || { openstack server show bench -c status -c fault >&2; exit 1; }';

/** Runs a script on the client host as a learner has it there; throws with what it said when it fails. */
async function onClient(platform: BenchPlatform, environmentId: string, script: string): Promise<void> {
  const command = ['bash', '-lc', `export OS_CLOUD=admin; ${script}`];
  const result = await whileAwake(() =>
    platform.driver.exec(environmentId, 'client', { command, timeoutMs: patienceMs }),
  );
  if (result.exitCode !== 0)
    throw new Error(`${script} ended with ${result.exitCode}: ${Buffer.from(result.stderr)}`);
}

/** Milliseconds since `begun` when the first token was given. To be called while the cloud starts. */
export async function untilToken(
  platform: BenchPlatform,
  environmentId: string,
  begun: number,
): Promise<number> {
  await onClient(platform, environmentId, firstToken);
  return performance.now() - begun;
}

/** Milliseconds since `begun` when a server is ACTIVE. */
export async function untilServer(
  platform: BenchPlatform,
  environmentId: string,
  begun: number,
): Promise<number> {
  await onClient(platform, environmentId, server);
  return performance.now() - begun;
}

/** Pauses the attempt, resumes it, and gives the milliseconds from *Resume* to a token. */
export async function untilThawed(platform: BenchPlatform, api: ApiClient, round: Round): Promise<number> {
  // A save point is being made when a lab has just become ready, and a pause is refused meanwhile.
  await api.waitFor(
    round.attemptId,
    ({ environment }) => (environment?.savePoints.length ?? 0) > 0,
    patienceMs,
  );
  await api.request('POST', `/api/attempts/${round.attemptId}/pause`);
  await api.waitFor(round.attemptId, ({ environment }) => environment?.state === 'paused', patienceMs);
  const asked = performance.now();
  await api.request('POST', `/api/attempts/${round.attemptId}/resume`);
  await api.waitFor(round.attemptId, ({ environment }) => environment?.promptOpen ?? false, patienceMs);
  await onClient(platform, round.environmentId, token);
  return performance.now() - asked;
}
