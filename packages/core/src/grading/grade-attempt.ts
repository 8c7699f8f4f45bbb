import type { CheckTrigger } from '@springboard/contracts/attempts.ts';
import type { Context } from '../context.ts';

/** Runs the current task's open checks and stores the verdicts. One run of an attempt at a time. */
export async function gradeAttempt(
  _ctx: Context,
  _attemptId: string,
  _trigger: CheckTrigger,
  _signal: AbortSignal,
): Promise<void> {
  throw new Error('not built yet');
}
