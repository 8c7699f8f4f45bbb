import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

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
  readonly #child: ChildProcess;
  readonly #open = new Map<number, PromiseWithResolvers<unknown>>();
  #last = 0;

  constructor(file: URL, options: { readonly execArgv?: readonly string[] } = {}) {
    this.#child = fork(file, { execArgv: [...(options.execArgv ?? [])] });
    this.#child.on('message', (answer: Answer) => {
      const waiting = this.#open.get(answer.id);
      this.#open.delete(answer.id);
      if (answer.error === undefined) waiting?.resolve(answer.answer);
      else waiting?.reject(new Error(answer.error));
    });
    this.#child.on('exit', (code, signal) => {
      for (const { reject } of this.#open.values()) reject(new Error(`${file.pathname}: ${signal ?? code}`));
    });
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
    this.#child.send(asked);
    return waiting.promise as Promise<T>;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.kill();
    await ended;
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
