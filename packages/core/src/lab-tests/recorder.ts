import { changeRunningLabTest, insertLabTestStep } from '@springboard/db/repositories/lab-tests.ts';
import type { ContractEvent, ContractStep } from '@springboard/grading/contract/report.ts';
import { tidy } from '@springboard/grading/output.ts';
import type { Context } from '../context.ts';

/** So much of what a script printed is kept, in characters; what a check saw is cut to less when it is made. */
const logLength = 32_000;
/** So much of what was seen is kept with a finding. */
const seenLength = 8_000;
/** Steps that are kept of one test; a lab of twenty tasks with five wrong fixtures each has fewer. */
const mostSteps = 1_000;

/** Writes what happens in a test to the database, in order, while the test goes on. */
export class Recorder {
  readonly #ctx: Context;
  readonly #id: string;
  readonly #onTrouble: (error: unknown) => void;
  #tail: Promise<void> = Promise.resolve();
  #seed = '';
  #number = 0;
  #said = '';

  /** `onTrouble` is told once when something could not be written: the test is then to end, since nobody could read of it. */
  constructor(ctx: Context, id: string, onTrouble: (error: unknown) => void) {
    this.#ctx = ctx;
    this.#id = id;
    this.#onTrouble = onTrouble;
  }

  note(event: ContractEvent): void {
    if (event.type === 'seed-started') this.#seed = event.seed;
    if (event.type === 'step-started') this.#now({ task: event.task, step: event.step, text: null });
    if (event.type === 'waiting')
      this.#now({ task: event.task, step: event.check, text: tidy(event.text, 500) });
    if (event.type === 'step-finished') this.#step(event.result);
  }

  /** What is under way; told again only when it is something else. */
  #now(now: { task: string | null; step: string; text: string | null }): void {
    const said = JSON.stringify(now);
    if (said === this.#said) return;
    this.#said = said;
    this.#write(() => changeRunningLabTest(this.#ctx.db, this.#id, { now }));
  }

  #step({ task, step, ok, findings, durationMs, checks, log }: ContractStep): void {
    this.#number += 1;
    if (this.#number > mostSteps) return;
    const row = {
      labTestId: this.#id,
      number: this.#number,
      seed: this.#seed,
      task,
      step,
      ok,
      durationMs: Math.round(durationMs),
      findings: findings.map((finding) => ({ ...finding, seen: tidy(finding.seen, seenLength) })),
      checks,
      log: tidy(log, logLength),
    };
    this.#said = '';
    this.#write(() =>
      this.#ctx.db.transaction(async (tx) => {
        await insertLabTestStep(tx, row);
        await changeRunningLabTest(tx, this.#id, { now: null });
      }),
    );
  }

  #write(work: () => Promise<unknown>): void {
    this.#tail = this.#tail.then(async () => {
      await work();
    });
    this.#tail.catch(this.#onTrouble);
  }

  /** Resolves when all is written. Rejects with what kept it from being written. */
  async done(): Promise<void> {
    await this.#tail;
  }
}
