import type { CheckTrigger } from '@springboard/contracts/attempts.ts';
import type { CheckResult } from '@springboard/grading/result.ts';
import { runTask } from '@springboard/grading/run-task.ts';
import type { Context } from '../context.ts';
import { arrangeTask } from './arrange.ts';
import type { Gradable } from './gradable.ts';
import { announceRunning, storeVerdict, storeWaiting } from './store.ts';

/** Runs that come by themselves say "running" only when they take this long, in milliseconds: no flicker every second. */
const quietForMs = 700;

/** How a run of a task's checks ended; `unprepared`: its fault could not be made, so none ran. */
export type TaskRun = 'passed' | 'open' | 'unprepared';

/** Makes the task's fault where that is still to be done, then runs its open checks side by side, each verdict stored as it comes. */
export async function runTaskOf(
  ctx: Context,
  gradable: Gradable,
  trigger: CheckTrigger,
  signal: AbortSignal,
  pausesMs: readonly number[],
): Promise<TaskRun> {
  const { attempt, environmentId, topology, task, checkIds } = gradable;
  if (!(await arrangeTask(ctx, gradable, trigger, signal, pausesMs))) return 'unprepared';
  if (checkIds.length === 0) return 'open';

  const writes = new Writes();
  const done = new Set<string>();
  const announce = () => {
    const still = checkIds.filter((id) => !done.has(id));
    writes.add(() => announceRunning(ctx, gradable, still));
  };
  const timer = setTimeout(announce, trigger === 'asked' || trigger === 'finish' ? 0 : quietForMs);
  try {
    const results = await runTask({
      driver: ctx.driver,
      environmentId,
      topology,
      task,
      checkIds,
      params: attempt.params,
      seed: attempt.seed,
      signal,
      // What runs by itself comes back by itself; the button waits as long as the check allows.
      patience: trigger === 'asked' ? 'settle' : 'once',
      onWaiting: (checkId, text) => {
        if (!done.has(checkId)) writes.add(() => storeWaiting(ctx, gradable, checkId, text));
      },
      onResult: async (checkId: string, result: CheckResult) => {
        done.add(checkId);
        await writes.add(() => storeVerdict(ctx, gradable, checkId, trigger, result));
      },
    });
    return checkIds.every((id) => results.get(id)?.verdict === 'pass') ? 'passed' : 'open';
  } finally {
    clearTimeout(timer);
    await writes.settled();
  }
}

/** Writes to the database one after the other, in the order in which they were asked for. */
class Writes {
  #last: Promise<unknown> = Promise.resolve();

  add<T>(write: () => Promise<T>): Promise<T> {
    const next = this.#last.then(write, write);
    this.#last = next;
    next.catch(() => {});
    return next;
  }

  async settled(): Promise<void> {
    await this.#last.catch(() => {});
  }
}
