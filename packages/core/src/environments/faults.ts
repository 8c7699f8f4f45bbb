import type { Transaction } from '@springboard/db/client.ts';
import { insertEnvironmentEvent } from '@springboard/db/repositories/environments.ts';
import { system } from '../audit.ts';

/** Reason of the event that says that the fault of the task named by its message was made. */
export const faultMade = 'fault-made';

/** Notes among the environment's events that the fault of a task was made in it. */
export async function recordFault(
  tx: Transaction,
  environmentId: string,
  taskId: string,
  at: Date,
): Promise<void> {
  const note = { kind: 'stage', reason: faultMade, actor: system, message: taskId } as const;
  await insertEnvironmentEvent(tx, { environmentId, at, ...note });
}
