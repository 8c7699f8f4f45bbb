import type { Stage } from '@springboard/contracts/environments.ts';
import type { Transaction } from '@springboard/db/client.ts';
import { changeEnvironment, findEnvironment } from '@springboard/db/repositories/environments.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import type { DriverError, EnvironmentSpec } from '@springboard/environments/driver.ts';
import { system } from '../audit.ts';
import type { Context } from '../context.ts';
import { isPassingDatabaseError } from '../database-errors.ts';
import { applyWithStages } from './apply.ts';
import { Superseded, watchForEnd } from './cancellation.ts';
import { describeFailure } from './failure.ts';
import { environmentLock } from './lock.ts';
import { transition } from './machine.ts';
import { makeReady, setUpLab } from './make-ready.ts';
import { runProbes } from './probes.ts';
import { retryPausesMs, withRetries } from './retry.ts';
import { specOf, withoutHiddenNodes } from './spec.ts';
import { recordStage, type StageChange } from './stages.ts';

/** The reconciler may hold the lock for a moment to see whether it is free. */
const waitForLockMs = 1_000;

export interface ProvisionOptions {
  /** Pauses between tries of what the engine may do later, in milliseconds; their number is that of the retries. */
  readonly retryPausesMs?: readonly number[];
}

/**
 * Brings a `queued` or half-provisioned environment to `ready`, or to `failed` with its log kept. Only one process
 * works on an environment at a time; after a crash the next run goes on from where the engine is. Rejects with the
 * signal's reason when told to end, or with a passing error of the database: then the work is to be done again later.
 */
export async function provisionEnvironment(
  ctx: Context,
  id: string,
  signal: AbortSignal,
  options: ProvisionOptions = {},
): Promise<void> {
  await withLock(
    ctx.db,
    environmentLock(id),
    async (lost) => {
      const ended = watchForEnd(ctx.db, id);
      const stop = AbortSignal.any([signal, lost, ended.signal]);
      const run = new ProvisionRun(ctx, id, stop, options.retryPausesMs ?? retryPausesMs);
      try {
        await run.go();
      } catch (error) {
        if (error instanceof Superseded || stop.reason instanceof Superseded) {
          ctx.log.info({ environmentId: id }, 'Provisioning was cancelled.');
          return;
        }
        stop.throwIfAborted();
        if (isPassingDatabaseError(error)) throw error;
        await run.fail(error);
      } finally {
        ended.close();
      }
    },
    { waitMs: waitForLockMs },
  );
}

class ProvisionRun {
  readonly #ctx: Context;
  readonly #id: string;
  readonly #signal: AbortSignal;
  readonly #pausesMs: readonly number[];
  /** Where what goes wrong belongs; the queue is over when the work begins. */
  #stage: Stage = 'network';
  #spec: EnvironmentSpec | undefined;

  constructor(ctx: Context, id: string, signal: AbortSignal, pausesMs: readonly number[]) {
    this.#ctx = ctx;
    this.#id = id;
    this.#signal = signal;
    this.#pausesMs = pausesMs;
  }

  async go(): Promise<void> {
    const ctx = this.#ctx;
    const row = await findEnvironment(ctx.db, this.#id);
    if (row?.state === 'queued') await this.#begin();
    else if (row?.state !== 'provisioning') return;
    const spec = specOf(row);
    this.#spec = spec;
    const work = {
      driver: ctx.driver,
      signal: this.#signal,
      environmentId: this.#id,
      topology: spec.topology,
    };

    const applied = await this.#trying(() =>
      applyWithStages({
        ...work,
        spec,
        note: (change, at) => this.#note(change, at),
        onStage: (stage) => {
          this.#stage = stage;
        },
        clock: ctx.clock,
      }),
    );
    await this.#note({ stage: 'healthy', status: 'started', openPrompt: true, applied });
    const say = (line: string) => this.#say(withoutHiddenNodes(line, spec.topology));
    await runProbes({ ...work, say });
    await this.#note({ stage: 'healthy', status: 'finished' });

    await this.#note({ stage: 'setup', status: 'started' });
    const arranged = await this.#trying(() => setUpLab(ctx, work));
    await ctx.db.transaction((tx) => makeReady(ctx, tx, this.#id, arranged));
  }

  async fail(error: unknown): Promise<void> {
    const ctx = this.#ctx;
    const failure = describeFailure(error, this.#stage, this.#spec?.topology ?? { nodes: [] });
    const { stage, reason, problem, log } = failure;
    const now = ctx.clock();
    const message = problem.title;
    const taken = await ctx.db.transaction(async (tx) => {
      if (!(await recordStage(tx, this.#id, { stage, status: 'failed', message, log }, now))) return false;
      await transition(
        tx,
        {
          id: this.#id,
          from: ['provisioning'],
          to: 'failed',
          reason,
          actor: system,
          message,
          set: { problem },
        },
        now,
      );
      await ctx.enqueue(tx, 'environment.destroy', { environmentId: this.#id });
      return true;
    });
    if (taken) ctx.log.error({ err: error, environmentId: this.#id, stage }, 'An environment failed.');
  }

  async #begin(): Promise<void> {
    const now = this.#ctx.clock();
    await this.#ctx.db.transaction(async (tx: Transaction) => {
      const edge = { from: ['queued'], to: 'provisioning', reason: 'started', actor: system } as const;
      const row = await transition(tx, { id: this.#id, ...edge }, now);
      if (!row) throw new Superseded();
      await changeEnvironment(tx, this.#id, { problem: null });
      await recordStage(tx, this.#id, { stage: 'queue', status: 'started' }, row.createdAt);
      await recordStage(tx, this.#id, { stage: 'queue', status: 'finished' }, now);
    });
  }

  /** Records a change of a stage; there is no more to do when the environment is to end. */
  async #note(change: StageChange, at: Date = this.#ctx.clock()): Promise<void> {
    this.#stage = change.stage;
    const live = await this.#ctx.db.transaction((tx) => recordStage(tx, this.#id, change, at));
    if (!live) throw new Superseded();
  }

  async #say(message: string): Promise<void> {
    await this.#note({ stage: this.#stage, status: 'progress', message });
  }

  #trying<T>(work: () => Promise<T>): Promise<T> {
    return withRetries(work, {
      pausesMs: this.#pausesMs,
      signal: this.#signal,
      onRetry: async (error: DriverError, next, most) => {
        this.#ctx.log.warn(
          { err: error, environmentId: this.#id, stage: this.#stage },
          'The engine will be asked again.',
        );
        await this.#say(`That did not work; trying again (${next} of ${most})`);
      },
    });
  }
}
