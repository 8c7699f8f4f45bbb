import type { Stage } from '@springboard/contracts/environments.ts';
import { DriverError, type DriverErrorKind } from '@springboard/environments/driver.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import type { EdgeReason } from './machine.ts';
import { withoutHiddenNodes } from './spec.ts';

/** What a person reads of an environment that failed. */
export interface EnvironmentProblem {
  readonly title: string;
  readonly detail: string;
  readonly remedy: string;
}

/** A stage that did not get where it should, though the engine did what it was told. */
export class StageError extends Error {
  override readonly name = 'StageError';
  readonly stage: Stage;
  readonly reason: EdgeReason;
  readonly remedy: string;
  /** For the operator and the author. */
  readonly log: string;

  constructor(
    stage: Stage,
    message: string,
    options: { reason: EdgeReason; remedy: string; log?: string; cause?: unknown },
  ) {
    super(message, { cause: options.cause });
    this.stage = stage;
    this.reason = options.reason;
    this.remedy = options.remedy;
    this.log = options.log ?? '';
  }
}

const kept = 'Everything you have passed is kept.';
const askOperator = 'an operator finds the cause with `npm run doctor`.';

const byKind: Record<DriverErrorKind, { title: string; remedy: string }> = {
  unreachable: {
    title: 'The engine does not answer',
    remedy: `Try again in a minute. If it stays so, ${askOperator}`,
  },
  missing: {
    title: 'A part of the environment disappeared',
    remedy: 'Try again: you get a fresh environment.',
  },
  'no-space': {
    title: 'The host has no room left',
    remedy: `Finish an environment you no longer need and try again, or ask an operator to make room: ${askOperator}`,
  },
  'image-missing': {
    title: 'An image of this lab is missing',
    remedy:
      'An operator builds it with `npm start`, which builds what is missing, or copies it by hand to an engine elsewhere (docs/operations.md); then try again.',
  },
  refused: { title: 'The engine refused', remedy: `Trying again will not help by itself: ${askOperator}` },
  cancelled: { title: 'Provisioning was cancelled', remedy: 'Try again: you get a fresh environment.' },
  failed: { title: 'The engine could not do it', remedy: `Try again. If it stays so, ${askOperator}` },
};

const doing: Record<Stage, string> = {
  queue: 'while it waited for its turn',
  network: 'while its network was made',
  nodes: 'while its nodes were made',
  thaw: 'while it was woken',
  save: 'while it was saved',
  restore: 'while its disks were put back',
  boot: 'while its nodes booted',
  healthy: 'while it became healthy',
  setup: 'while the lab was set up',
};

export interface Failure {
  readonly stage: Stage;
  readonly reason: EdgeReason;
  readonly problem: EnvironmentProblem;
  readonly log: string;
}

/** What to store and show of an error that ended provisioning at `stage`. */
export function describeFailure(error: unknown, stage: Stage, topology: Pick<Topology, 'nodes'>): Failure {
  const shown = (text: string) => withoutHiddenNodes(text, topology);
  const log = logOf(error);
  if (error instanceof StageError) {
    const title = error.reason === 'deadline' ? 'It took too long' : 'The environment did not get ready';
    const problem = { title, detail: shown(`${sentence(error.message)} ${kept}`), remedy: error.remedy };
    return { stage: error.stage, reason: error.reason, problem, log };
  }
  const known = error instanceof DriverError ? byKind[error.kind] : undefined;
  const { title, remedy } = known ?? { title: 'Something unexpected happened', remedy: byKind.failed.remedy };
  const what =
    error instanceof DriverError ? error.message : 'An error of the platform itself; it is in the log';
  const detail = shown(`The environment failed ${doing[stage]}: ${sentence(what)} ${kept}`);
  return { stage, reason: 'engine-error', problem: { title, detail, remedy }, log };
}

const maxLogLength = 64 * 1024;

function logOf(error: unknown): string {
  const parts: string[] = [];
  if (error instanceof StageError && error.log !== '') parts.push(error.log);
  for (let depth = 0, at = error; depth < 5 && at instanceof Error; depth++, at = at.cause)
    parts.push(at.stack ?? String(at));
  if (parts.length === 0) parts.push(String(error));
  return parts.join('\n\n').slice(0, maxLogLength);
}

function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
