import type { Contender } from '../contenders/contender.ts';
import { Typist } from '../typist.ts';

/** From opening a connection to the first prompt of a shell on a node nobody is logged in to, in milliseconds. */
export async function measureFirstPrompt(contender: Contender): Promise<number> {
  const address = await contender.address();
  const begun = performance.now();
  const typist = await Typist.open(address);
  const prompted = await typist.prompt();
  await typist.proveShell();
  await typist.leave();
  return prompted - begun;
}
