import { setTimeout as pause } from 'node:timers/promises';
import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { ApiClient } from '@springboard/testkit/api-client.ts';
import { TestTerminal } from '@springboard/testkit/terminal.ts';
import type { BenchPlatform } from './platform.ts';
import type { Subject } from './subjects.ts';

/** Between rounds the machine gets so long to finish what destroying left behind; rounds are to be alike. */
export const restMs = 2_000;
const patienceMs = 300_000;

export interface Round {
  /** The moment of *Start*, as `performance.now()` has it. */
  readonly begun: number;
  readonly attemptId: string;
  readonly environmentId: string;
  readonly course: string;
  readonly promptMs: number;
  readonly healthyMs: number;
  /** Prompt and health, whichever came later. */
  readonly usableMs: number;
  readonly readyMs: number;
  readonly stages: Readonly<Record<string, number>>;
}

const over: readonly string[] = ['failed', 'destroying', 'destroyed', 'lost'];

/** Waits until the attempt's environment is ready; throws with the reason when it fails instead. */
export async function untilReady(api: ApiClient, id: string, limitMs: number): Promise<AttemptView> {
  const state = (view: AttemptView) => view.environment?.state ?? '';
  const view = await api.waitFor(id, (now) => state(now) === 'ready' || over.includes(state(now)), limitMs);
  if (state(view) === 'ready') return view;
  const problem = view.environment?.problem;
  throw new Error(`an environment is ${state(view)}: ${problem?.title ?? ''} ${problem?.detail ?? ''}`);
}

/** *Start* to a prompt, to a healthy system, and to *ready*, as the page sees them: by live events and a socket. `meanwhile` runs from the prompt on and is waited for. */
export async function playRound(
  api: ApiClient,
  { lab, node }: Subject,
  meanwhile: (environmentId: string, begun: number) => Promise<void> = async () => {},
): Promise<Round> {
  const begun = performance.now();
  const started = await api.startAttempt(lab);
  let promptMs: number | undefined;
  const prompt = api
    .waitFor(started.id, (view) => view.environment?.promptOpen ?? false, patienceMs)
    .then(async ({ environment }) => {
      const terminal = new TestTerminal(api, started.id, node);
      await terminal.prompt();
      promptMs = performance.now() - begun;
      terminal.close();
      await meanwhile(environment?.id ?? '', begun);
    });
  const healthy = api
    .waitFor(started.id, (view) => stageDone(view, 'healthy'), patienceMs)
    .then(() => performance.now() - begun);
  const ready = await untilReady(api, started.id, patienceMs);
  const readyMs = performance.now() - begun;
  const healthyMs = await healthy;
  await prompt;
  if (promptMs === undefined || !ready.environment) throw new Error(`${lab} got no prompt`);
  return {
    begun,
    attemptId: started.id,
    environmentId: ready.environment.id,
    course: ready.environment.course,
    promptMs,
    healthyMs,
    usableMs: Math.max(promptMs, healthyMs),
    readyMs,
    stages: Object.fromEntries(
      ready.environment.stages.map(({ stage, durationMs }) => [stage, durationMs ?? 0]),
    ),
  };
}

function stageDone(view: AttemptView, name: string): boolean {
  return view.environment?.stages.some(({ stage, status }) => stage === name && status === 'done') ?? false;
}

/** Ends the attempt and waits until the engine has nothing of its environment. */
export async function endRound(platform: BenchPlatform, api: ApiClient, round: Round): Promise<void> {
  await api.finishAttempt(round.attemptId);
  while (await platform.driver.inspect(round.environmentId)) await pause(100);
}

/** What an environment uses when nobody does anything in it: MiB, and thousandths of a core over so many seconds. */
export async function idleUse(
  platform: BenchPlatform,
  environmentId: string,
  seconds: number,
): Promise<{ mebibytes: number; cpuMillis: number }> {
  const before = await platform.driver.usage(environmentId);
  await pause(seconds * 1000);
  const after = await platform.driver.usage(environmentId);
  return {
    mebibytes: after.memoryBytes / 2 ** 20,
    cpuMillis: ((after.cpuSeconds - before.cpuSeconds) / seconds) * 1000,
  };
}
