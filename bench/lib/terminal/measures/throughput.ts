import type { Mixed } from '../mixed-output.ts';
import type { Typist } from '../typist.ts';

/** From Enter on `cat` to the last line of a file, in milliseconds. Throws when not every byte of it came: what was skipped was not carried. */
export async function measureThroughput(typist: Typist, mixed: Mixed): Promise<number> {
  await typist.proveShell();
  const before = typist.bytes;
  typist.type(`cat ${mixed.path}`);
  await typist.until('the echo', (text) => text.endsWith('mixed'));
  const begun = performance.now();
  typist.type('\r');
  const ended = await typist.until('the last line', (text) => text.includes(mixed.lastLine));
  await typist.proveShell();
  const came = typist.bytes - before;
  if (came < mixed.bytesSent)
    throw new Error(`${came} bytes came of ${mixed.bytesSent}: something on the way left output out`);
  return ended - begun;
}
