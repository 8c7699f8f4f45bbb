import { AskedProcess } from './asked-process.ts';
import type { FloodQuestion } from './flood-process.ts';
import type { Address } from './lines/address.ts';

/** Does `work` while another terminal prints without end. Returns its result and how quickly the flood came, in bytes per second. */
export async function whileFlooded<T>(
  address: Address,
  file: string,
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly bytesPerSecond: number }> {
  const process = new AskedProcess(new URL('flood-process.ts', import.meta.url));
  const ask = (question: FloodQuestion) => process.ask<number>(question);
  try {
    const before = await ask({ ask: 'start', address, file });
    const begun = performance.now();
    const result = await work();
    const seconds = (performance.now() - begun) / 1000;
    const came = (await ask({ ask: 'bytes' })) - before;
    await ask({ ask: 'stop' });
    if (came <= 0) throw new Error('the flood stood still while it was measured');
    return { result, bytesPerSecond: came / seconds };
  } finally {
    await process.stop();
  }
}
