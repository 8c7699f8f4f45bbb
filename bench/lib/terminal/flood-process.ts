import { answerQuestions } from './asked-process.ts';
import type { Address } from './lines/address.ts';
import { interrupted } from './measures/interrupt.ts';
import { Typist } from './typist.ts';

export type FloodQuestion =
  | { readonly ask: 'start'; readonly address: Address; readonly file: string }
  | { readonly ask: 'bytes' }
  | { readonly ask: 'stop' };

/** So much has to have come before the flood counts as one. */
const flowingBytes = 2 ** 20;

/** Another person's terminal that prints without end; a process of its own, so that it takes no time of who measures. */
let typist: Typist | undefined;

answerQuestions<FloodQuestion>(async (question) => {
  if (question.ask === 'start') {
    const flood = await Typist.open(question.address);
    typist = flood;
    await flood.prompt();
    flood.type(`while cat ${question.file}; do :; done\r`);
    await flood.until('a flood', () => flood.bytes > flowingBytes);
  }
  if (question.ask === 'stop' && typist) {
    typist.forget();
    typist.type('\x03');
    await typist.until('the prompt after Ctrl-C', interrupted);
    await typist.leave();
  }
  return typist?.bytes ?? 0;
});
