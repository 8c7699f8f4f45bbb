import { stripVTControlCharacters } from 'node:util';
import type { Typist } from '../typist.ts';

/** So much has to have come before the key is pressed: buffers on the way are as full as they get. */
const floodBytes = 8 * 2 ** 20;

/** True when the last that was printed is an interrupt and the prompt behind it; a screen that is drawn anew may end in empty cells. */
export function interrupted(text: string): boolean {
  const at = text.lastIndexOf('^C');
  return at !== -1 && /^\^C\s+\w+@\S+:\S+#\s*$/.test(stripVTControlCharacters(text.slice(at)));
}

/** From Ctrl-C during `yes` to the prompt, in milliseconds. The shell is asked to compute something before and after. */
export async function measureInterrupt(typist: Typist): Promise<number> {
  await typist.proveShell();
  const before = typist.bytes;
  typist.type('yes\r');
  await typist.until('a flood', () => typist.bytes - before > floodBytes);
  typist.forget();
  const pressed = performance.now();
  typist.type('\x03');
  const prompted = await typist.until('the prompt after Ctrl-C', interrupted);
  await typist.proveShell();
  return prompted - pressed;
}
