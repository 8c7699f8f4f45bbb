import { join } from 'node:path';
import { LabTestStepLog, LabTestView } from '@springboard/contracts/lab-tests.ts';
import { readLabFiles } from '@springboard/lab-format/lab-files.ts';
import { formatProblem } from '@springboard/lab-format/problems.ts';
import { ApiClient } from '../api/client.ts';
import { CliError, exit } from '../api/errors.ts';
import { followLabTest } from './follow.ts';
import type { RoundEvent, RoundResult } from './rounds.ts';

export interface RemoteRound {
  readonly lab: string;
  /** From 1. */
  readonly round: number;
  readonly seed: string;
}

export interface RemoteOptions {
  readonly api: ApiClient;
  /** Where people open the pages. */
  readonly url: string;
  /** Folder of the labs. */
  readonly root: string;
  readonly rounds: readonly RemoteRound[];
  /** So many are sent before one is over; the platform tests as many at once as it is set to. */
  readonly jobs: number;
  readonly keep: boolean;
  readonly signal: AbortSignal;
  readonly onEvent: (lab: string, event: RoundEvent) => void;
  /** `page` shows the whole test. */
  readonly onResult: (result: RoundResult, page: string) => void;
}

/** A client with the token of the environment. Errors: there is none. */
export function remoteApi(url: string, token: string | undefined): ApiClient {
  if (token === undefined || token === '')
    throw new CliError(
      exit.usage,
      'A remote test needs an API token in SPRINGBOARD_TOKEN.',
      'An author makes one under Settings, with the scope "lab.test". It is taken from the environment alone, so that no list of processes and no log of commands shows it.',
    );
  return new ApiClient(new URL(url).origin, { current: async () => token });
}

/** Has a platform test labs from the files here, and follows the tests. An abort cancels those that are not over. */
export async function runRemote(options: RemoteOptions): Promise<RoundResult[]> {
  const results: RoundResult[] = [];
  const queue = options.rounds.values();
  const worker = async () => {
    for (const round of queue) {
      options.signal.throwIfAborted();
      results.push(await runOne(options, round));
    }
  };
  const ended = await Promise.allSettled(
    Array.from({ length: Math.min(options.jobs, options.rounds.length) }, worker),
  );
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
  return results;
}

async function runOne(options: RemoteOptions, { lab, round, seed }: RemoteRound): Promise<RoundResult> {
  const { api, keep, signal } = options;
  const files = await filesOf(options.root, lab);
  const started = await api.post('/lab-tests', LabTestView, { lab, files, seed, keep });
  const path = `/lab-tests/${started.id}`;
  try {
    const view = await followLabTest({
      api,
      path,
      signal,
      onEvent: (event) => options.onEvent(lab, event),
    });
    const result = await resultOf(api, view, round);
    options.onResult(result, `${options.url}${path}`);
    return result;
  } catch (error) {
    // One that is over by now says so, which is as good.
    if (signal.aborted) await api.post(`${path}/cancel`, LabTestView).catch(() => {});
    throw error;
  }
}

/** The files of a lab as the API takes them. Errors: one that cannot be read. */
export async function filesOf(
  root: string,
  lab: string,
): Promise<{ path: string; content: string; encoding: string }[]> {
  const files = await readLabFiles(join(root, lab), lab);
  const [problem] = files.problems;
  if (problem) throw new CliError(exit.failed, formatProblem(problem), 'Nothing was sent.');
  return [...files.contents].map(([path, bytes]) => {
    const buffer = Buffer.from(bytes);
    const text = buffer.toString('utf8');
    return Buffer.from(text, 'utf8').equals(buffer)
      ? { path, content: text, encoding: 'utf8' }
      : { path, content: buffer.toString('base64'), encoding: 'base64' };
  });
}

/** As a local test answers it; what a step said is fetched where somebody will want to read it. */
async function resultOf(api: ApiClient, view: LabTestView, round: number): Promise<RoundResult> {
  const steps = await Promise.all(
    view.steps.map(async ({ number, hasLog, ...step }) => {
      const wanted = hasLog && !step.ok;
      const log = wanted ? (await api.get(`/lab-tests/${view.id}/steps/${number}`, LabTestStepLog)).log : '';
      return { ...step, checks: [], log };
    }),
  );
  const ok = view.state === 'passed';
  const seeds = [...Map.groupBy(steps, ({ seed }) => seed)].map(([seed, own]) => ({
    seed,
    ok: own.every((step) => step.ok),
    steps: own,
  }));
  const from = Date.parse(view.startedAt ?? view.createdAt);
  return {
    lab: view.lab,
    round,
    seed: view.seed,
    ok,
    report: steps.length === 0 ? undefined : { lab: view.lab, ok, seeds },
    trouble: view.reason ?? undefined,
    durationMs: Date.parse(view.endedAt ?? view.createdAt) - from,
    kept: view.kept?.shells ?? [],
  };
}
