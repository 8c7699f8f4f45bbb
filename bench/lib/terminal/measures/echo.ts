import { setTimeout as pause } from 'node:timers/promises';
import type { Typist } from '../typist.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz';
/** Letters in a line before the next one begins; with the prompt it stays within 80 columns. */
const lineLength = 40;
/** From an echo to the next key, in milliseconds: nothing of the last one is under way any more. */
const betweenMs = 20;

/** Begins a line that the shell takes for a comment. */
async function beginLine(typist: Typist): Promise<void> {
  typist.forget();
  typist.type('#');
  await typist.until('the beginning of a line', (text) => text === '#');
}

async function endLine(typist: Typist): Promise<void> {
  typist.forget();
  typist.type('\r');
  await typist.prompt();
}

/**
 * Presses keys at a prompt, one after the other, and measures from each key to its echo; in milliseconds. What comes has to be
 * exactly the letter that was typed, and nothing may come before the next one.
 */
export async function measureEcho(typist: Typist, keys: number): Promise<number[]> {
  const samples: number[] = [];
  await beginLine(typist);
  for (let n = 0; n < keys; n += 1) {
    if (n > 0 && n % lineLength === 0) {
      await endLine(typist);
      await beginLine(typist);
    }
    const letter = letters[n % letters.length] as string;
    typist.forget();
    const pressed = performance.now();
    typist.type(letter);
    const echoed = await typist.until(`the echo of ${letter}`, (text) => text !== '');
    samples.push(echoed - pressed);
    await pause(betweenMs);
    if (typist.text !== letter)
      throw new Error(`${JSON.stringify(typist.text)} came as the echo of ${letter}`);
  }
  await endLine(typist);
  return samples;
}
