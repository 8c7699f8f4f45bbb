import { type EnvironmentRow, findEnvironment } from '@springboard/db/repositories/environments.ts';
import { changeLabTest, type LabTestRow } from '@springboard/db/repositories/lab-tests.ts';
import { withLock } from '@springboard/db/repositories/locks.ts';
import { DriverError } from '@springboard/environments/driver.ts';
import { madeEnvironment } from '@springboard/grading/contract/environment.ts';
import type { ContractReport } from '@springboard/grading/contract/report.ts';
import { seedsOf, testLab, testLimitMs } from '@springboard/grading/contract/test-lab.ts';
import { LabDefinition } from '@springboard/lab-format/model.ts';
import type { Context } from '../context.ts';
import { isPassingDatabaseError } from '../database-errors.ts';
import { watchForEnd } from '../environments/cancellation.ts';
import { environmentLock } from '../environments/lock.ts';
import { specOf } from '../environments/spec.ts';
import { loadDefinition } from '../labs/definitions.ts';
import { type Ending, endLabTest, takenAway } from './end.ts';
import { Recorder } from './recorder.ts';

export interface RunOptions {
  /** Longest time of a test in its environment, in milliseconds; tests are less patient. */
  readonly limitMs?: number;
}

/** Whoever brought the environment to `ready`, or looks after it for a moment, lets go of it soon. */
const waitForLockMs = 30_000;

/** Tests the lab in its environment, which is the test's alone meanwhile, and ends the test by what came of it. */
export async function runLabTest(
  ctx: Context,
  row: LabTestRow,
  environment: EnvironmentRow,
  stop: AbortSignal,
  options: RunOptions,
): Promise<void> {
  const locked = await withLock(
    ctx.db,
    environmentLock(environment.id),
    async (lost) => {
      await changeLabTest(ctx.db, row.id, { state: 'running', startedAt: ctx.clock() });
      const ending = await testIn(ctx, row, environment, AbortSignal.any([stop, lost]), options);
      await endLabTest(ctx, row.id, ending);
      ctx.log.info({ labTestId: row.id, lab: row.slug, ...ending }, 'A contract test of a lab is over.');
    },
    { waitMs: waitForLockMs },
  );
  if (!locked.acquired) throw new Error(`Environment ${environment.id} is still being worked on.`);
}

async function testIn(
  ctx: Context,
  row: LabTestRow,
  environment: EnvironmentRow,
  stop: AbortSignal,
  { limitMs = testLimitMs }: RunOptions,
): Promise<Ending> {
  const lab = await definitionOf(ctx, row);
  const ended = watchForEnd(ctx.db, environment.id, ['ready']);
  const limit = AbortSignal.timeout(limitMs);
  const unwritten = new AbortController();
  const signal = AbortSignal.any([stop, ended.signal, limit, unwritten.signal]);
  const recorder = new Recorder(ctx, row.id, (error) => unwritten.abort(error));
  try {
    const report = await testLab({
      environment: madeEnvironment(ctx.driver, specOf(environment)),
      lab,
      seeds: seedsOf(row.seed),
      signal,
      onEvent: (event) => recorder.note(event),
    });
    await recorder.done();
    return endingOf(report);
  } catch (error) {
    stop.throwIfAborted();
    if (ended.signal.aborted) {
      const gone = await findEnvironment(ctx.db, environment.id);
      return { state: 'broken_off', reason: takenAway(gone ?? environment) };
    }
    if (unwritten.signal.aborted) throw unwritten.signal.reason;
    if (limit.aborted) {
      const minutes = Math.ceil(limitMs / 60_000);
      return { state: 'failed', reason: `It took longer than ${minutes} minutes and was ended.` };
    }
    if (isPassingDatabaseError(error)) throw error;
    if (error instanceof DriverError) return { state: 'broken_off', reason: error.message };
    ctx.log.error({ err: error, labTestId: row.id }, 'A contract test of a lab ended with an error of ours.');
    return {
      state: 'broken_off',
      reason: 'The platform itself failed; an operator finds the cause in the log of the worker.',
    };
  } finally {
    ended.close();
  }
}

async function definitionOf(ctx: Context, row: LabTestRow): Promise<LabDefinition> {
  if (row.versionId !== null) return loadDefinition(ctx.db, row.versionId);
  return LabDefinition.parse(row.definition);
}

/** A test that only its environment failed says nothing about the lab. */
function endingOf(report: ContractReport): Ending {
  if (report.ok) return { state: 'passed', reason: null };
  const errors = report.seeds
    .flatMap(({ steps }) => steps)
    .flatMap(({ findings }) => findings)
    .filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first && errors.every(({ ofEnvironment }) => ofEnvironment === true))
    return { state: 'broken_off', reason: `${first.what} ${first.seen}`.trim() };
  return { state: 'failed', reason: null };
}
