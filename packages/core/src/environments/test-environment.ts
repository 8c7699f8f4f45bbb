import type { Transaction } from '@springboard/db/client.ts';
import type { EnvironmentRow } from '@springboard/db/repositories/environments.ts';
import { findLabTestOfEnvironment } from '@springboard/db/repositories/lab-tests.ts';
import { testLimitMs } from '@springboard/grading/contract/test-lab.ts';
import { system } from '../audit.ts';
import type { Context } from '../context.ts';
import { transition } from './machine.ts';

/** Its test ends before; this is for what nobody runs any more. */
const readyForMs = 2 * testLimitMs;

/** Opens an environment for its contract test, untouched as it is, and wakes the test. */
export async function openForTest(ctx: Context, tx: Transaction, row: EnvironmentRow): Promise<void> {
  const now = ctx.clock();
  const edge = { from: ['claimed'], to: 'ready', reason: 'provisioned', actor: system } as const;
  const set = { readyAt: now, expiresAt: new Date(now.getTime() + readyForMs) };
  if (await transition(tx, { id: row.id, ...edge, set }, now)) await wakeTestOf(ctx, tx, row);
}

/** Has the test looked at that this environment was made for, if it was. */
export async function wakeTestOf(
  ctx: Pick<Context, 'enqueue'>,
  tx: Transaction,
  { id, purpose }: Pick<EnvironmentRow, 'id' | 'purpose'>,
): Promise<void> {
  if (purpose !== 'test') return;
  const test = await findLabTestOfEnvironment(tx, id);
  if (test) await ctx.enqueue(tx, 'lab.test', { labTestId: test.id });
}
