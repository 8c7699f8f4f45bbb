import { setTimeout as pause } from 'node:timers/promises';
import type { Typist } from '../typist.ts';

/** From key to key of one person, in milliseconds: a fast one. */
const keyEveryMs = 200;
/** Keys in a line, with which it stays within 80 columns. */
const lineLength = 40;

/**
 * Types at the pace of a person, and gives milliseconds from each key to its echo. `phase`, from 0 to 1, is where within the
 * pace it begins: many who type do not press their keys in the same moment.
 */
export async function typing(typist: Typist, lastsMs: number, phase: number): Promise<number[]> {
  const samples: number[] = [];
  const begun = performance.now() + phase * keyEveryMs;
  for (let n = 0; ; n += 1) {
    const due = begun + n * keyEveryMs;
    await pause(Math.max(0, due - performance.now()));
    if (performance.now() - begun > lastsMs) break;
    // A line of comment; each begins with the key the shell knows it by.
    const first = n % lineLength === 0;
    if (first && n > 0) {
      typist.forget();
      typist.type('\r');
      await typist.prompt();
    }
    const key = first ? '#' : String.fromCharCode(97 + (n % 26));
    typist.forget();
    const pressed = performance.now();
    typist.type(key);
    samples.push((await typist.until(`the echo of ${key}`, (text) => text !== '')) - pressed);
    if (typist.text !== key) throw new Error(`${JSON.stringify(typist.text)} came as the echo of ${key}`);
  }
  typist.forget();
  typist.type('\r');
  await typist.prompt();
  return samples;
}
