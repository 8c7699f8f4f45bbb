import type { Context } from '../context.ts';
import { orAbort } from './or-abort.ts';

/** Drivers whose maintenance has not come to its end yet: it is not begun twice. */
const underWay = new WeakSet<Context['driver']>();

/** Has the driver set right what its engine leaves wrong in time. What takes longer than `signal` allows goes on by itself. */
export async function maintain(ctx: Context, signal: AbortSignal): Promise<void> {
  const { driver } = ctx;
  if (underWay.has(driver)) return;
  underWay.add(driver);
  const work = driver.maintain(signal).finally(() => underWay.delete(driver));
  for (const mended of await orAbort(work, signal)) ctx.log.warn({}, mended);
}
