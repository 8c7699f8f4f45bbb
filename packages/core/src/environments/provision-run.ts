import type { Stage } from '@springboard/contracts/environments.ts';
import { lockAttemptOfEnvironment } from '@springboard/db/repositories/attempts.ts';
import { type EnvironmentRow, lockEnvironment } from '@springboard/db/repositories/environments.ts';
import type { DriverError, EnvironmentSpec } from '@springboard/environments/driver.ts';
import { system } from '../audit.ts';
import type { Context } from '../context.ts';
import { askForAdmission } from './admission/ask.ts';
import { applyWithStages } from './apply.ts';
import { Superseded } from './cancellation.ts';
import { describeFailure } from './failure.ts';
import { transition } from './machine.ts';
import { makeReady, setUpLab } from './make-ready.ts';
import { replaceClaimed } from './pools/replace-claimed.ts';
import { runProbes } from './probes.ts';
import { withRetries } from './retry.ts';
import { specOf, withoutHiddenNodes } from './spec.ts';
import { recordStage, type StageChange } from './stages.ts';
import { openForTest, wakeTestOf } from './test-environment.ts';
import { withinLimit } from './within-limit.ts';

/** In any other state somebody else took the environment on, or gave it up. */
const during = ['provisioning', 'claimed'] as const;

/** A thaw takes a fraction of a second, on a busy host seconds; with all its tries it may take so long, in milliseconds. */
const thawMs = 120_000;

/** One run of work on an environment that is being made or was claimed. */
export class ProvisionRun {
  readonly #ctx: Context;
  readonly #row: EnvironmentRow;
  readonly #spec: EnvironmentSpec;
  readonly #signal: AbortSignal;
  readonly #pausesMs: readonly number[];
  /** Where what goes wrong belongs; the queue is over when the work begins. */
  #stage: Stage;

  constructor(ctx: Context, row: EnvironmentRow, signal: AbortSignal, pausesMs: readonly number[]) {
    this.#ctx = ctx;
    this.#row = row;
    this.#spec = specOf(row);
    this.#signal = signal;
    this.#pausesMs = pausesMs;
    this.#stage = row.state === 'provisioning' ? 'network' : row.course === 'warm' ? 'thaw' : 'setup';
  }

  /** Brings it to where it is wanted: the pool, or its person. Cut off, it is to be run again with the row as it is then. */
  async go(): Promise<void> {
    if (this.#row.state === 'provisioning') {
      await this.#make();
      await this.#probe();
      if ((await this.#handOver()) === 'pooled') return;
    } else if (this.#row.course === 'warm') {
      await this.#wake();
      await this.#probe();
    }
    if (this.#row.purpose === 'test') await this.#openForTest();
    else await this.#setUp();
  }

  /** Ends it as failed, with its log kept. Where it came from the pool and was bad, its person gets another one. */
  async fail(error: unknown): Promise<void> {
    const ctx = this.#ctx;
    const id = this.#row.id;
    const failure = describeFailure(error, this.#stage, this.#spec.topology);
    const { stage, reason, problem, log } = failure;
    const now = ctx.clock();
    const message = problem.title;
    if (stage !== 'setup' && (await replaceClaimed(ctx, id, failure))) {
      ctx.log.warn({ err: error, environmentId: id, stage }, 'A pooled environment was bad; it is replaced.');
      return;
    }
    const taken = await ctx.db.transaction(async (tx) => {
      if (!(await recordStage(tx, id, { stage, status: 'failed', message, log }, now, during))) return false;
      await transition(
        tx,
        { id, from: during, to: 'failed', reason, actor: system, message, set: { problem } },
        now,
      );
      await ctx.enqueue(tx, 'environment.destroy', { environmentId: id });
      await wakeTestOf(ctx, tx, this.#row);
      await askForAdmission(ctx, tx);
      return true;
    });
    if (taken) ctx.log.error({ err: error, environmentId: id, stage }, 'An environment failed.');
  }

  async #make(): Promise<void> {
    const applied = await this.#trying(() =>
      applyWithStages({
        driver: this.#ctx.driver,
        signal: this.#signal,
        spec: this.#spec,
        note: (change, at) => this.#note(change, at),
        onStage: (stage) => {
          this.#stage = stage;
        },
        clock: this.#ctx.clock,
      }),
    );
    await this.#note({ stage: 'healthy', status: 'started', openPrompt: true, applied });
  }

  async #wake(): Promise<void> {
    await this.#note({ stage: 'thaw', status: 'started' });
    const limit = { ms: thawMs, stage: 'thaw', signal: this.#signal } as const;
    await withinLimit(limit, (limited) => this.#trying(() => this.#ctx.driver.thaw(this.#row.id, limited)));
    await this.#note({ stage: 'thaw', status: 'finished', openPrompt: true });
    await this.#note({ stage: 'healthy', status: 'started' });
  }

  async #probe(): Promise<void> {
    const say = (line: string) => this.#say(withoutHiddenNodes(line, this.#spec.topology));
    await runProbes({ ...this.#work(), say });
    await this.#note({ stage: 'healthy', status: 'finished' });
  }

  /** Whose it is now that it is healthy: somebody may have been given it while it was made for the pool. */
  async #handOver(): Promise<'pooled' | 'claimed'> {
    const { id } = this.#row;
    const now = this.#ctx.clock();
    return this.#ctx.db.transaction(async (tx) => {
      const attempt = await lockAttemptOfEnvironment(tx, id);
      const row = await lockEnvironment(tx, id);
      const edge =
        row?.purpose === 'pool'
          ? ({ to: 'pooled', reason: 'pooled', actor: system, set: { probedAt: now } } as const)
          : ({
              to: 'claimed',
              reason: 'claimed',
              actor: attempt?.personId ?? system,
              set: { claimedAt: now },
            } as const);
      if (!(await transition(tx, { id, from: ['provisioning'], ...edge }, now))) throw new Superseded();
      await askForAdmission(this.#ctx, tx);
      return edge.to;
    });
  }

  async #setUp(): Promise<void> {
    const { id } = this.#row;
    await this.#note({ stage: 'setup', status: 'started' });
    const arranged = await this.#trying(() => setUpLab(this.#ctx, this.#work()));
    await this.#ctx.db.transaction((tx) => makeReady(this.#ctx, tx, id, arranged));
  }

  /** A contract test sets the lab up by itself. */
  async #openForTest(): Promise<void> {
    await this.#ctx.db.transaction((tx) => openForTest(this.#ctx, tx, this.#row));
  }

  #work() {
    const { driver } = this.#ctx;
    return { driver, signal: this.#signal, environmentId: this.#row.id, topology: this.#spec.topology };
  }

  /** Records a change of a stage; there is no more to do when the environment is to end. */
  async #note(change: StageChange, at: Date = this.#ctx.clock()): Promise<void> {
    this.#stage = change.stage;
    const live = await this.#ctx.db.transaction((tx) => recordStage(tx, this.#row.id, change, at, during));
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
          { err: error, environmentId: this.#row.id, stage: this.#stage },
          'The engine will be asked again.',
        );
        await this.#say(`That did not work; trying again (${next} of ${most})`);
      },
    });
  }
}
