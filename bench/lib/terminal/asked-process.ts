import { type ChildProcess, fork } from 'node:child_process';
import { basename } from 'node:path';
import { endProcess, endWithUs } from './end-process.ts';
import { within } from './within.ts';

/** No answer takes so long, in milliseconds: the longest waits for a terminal, which is given five minutes. */
const patienceMs = 400_000;

interface Question {
  readonly id: number;
  readonly question: unknown;
}
interface Answer {
  readonly id: number;
  readonly answer?: unknown;
  readonly error?: string;
}

/** A process of the benchmark that answers questions. It ends with the benchmark. */
export class AskedProcess {
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #open = new Map<number, PromiseWithResolvers<unknown>>();
  #last = 0;

  constructor(file: URL, options: { readonly execArgv?: readonly string[] } = {}) {
    this.#name = basename(file.pathname);
    this.#child = fork(file, { execArgv: [...(options.execArgv ?? [])] });
    endWithUs(this.#child);
    this.#child.on('message', (answer: Answer) => {
      const waiting = this.#open.get(answer.id);
      this.#open.delete(answer.id);
      if (answer.error === undefined) waiting?.resolve(answer.answer);
      else waiting?.reject(new Error(answer.error));
    });
    this.#child.on('exit', (code, signal) => this.#fail(`ended with ${signal ?? code}`));
    this.#child.on('error', (error) => this.#fail(error.message));
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('the process did not start');
    return this.#child.pid;
  }

  ask<T>(question: unknown): Promise<T> {
    this.#last += 1;
    const waiting = Promise.withResolvers<unknown>();
    this.#open.set(this.#last, waiting);
    const asked: Question = { id: this.#last, question };
    if (this.#child.connected) this.#child.send(asked);
    else this.#fail('has ended');
    return within(patienceMs, `an answer of ${this.#name}`, waiting.promise as Promise<T>);
  }

  stop(): Promise<void> {
    return endProcess(this.#child);
  }

  #fail(why: string): void {
    for (const { reject } of this.#open.values()) reject(new Error(`${this.#name} ${why}`));
    this.#open.clear();
  }
}

/** In such a process: answers each question. */
export function answerQuestions<Q>(answer: (question: Q) => Promise<unknown>): void {
  process.on('message', ({ id, question }: Question) => {
    answer(question as Q).then(
      (given) => process.send?.({ id, answer: given } satisfies Answer),
      (error: unknown) => process.send?.({ id, error: String(error) } satisfies Answer),
    );
  });
  process.on('disconnect', () => process.exit());
}
