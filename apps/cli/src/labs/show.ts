import type { ContractStep, Finding } from '@springboard/grading/contract/report.ts';
import { duration, type Output } from '@springboard/host/output.ts';
import type { RoundEvent, RoundResult } from './rounds.ts';

/** What a person sees of `lab test` as it goes: a line for each step that is over, and one that is redrawn for what is under way. */
export class TestDisplay {
  readonly #output: Output;
  /** Several labs at once: each line says whose it is. */
  readonly #many: boolean;
  readonly #startedAt = performance.now();

  constructor(output: Output, many: boolean) {
    this.#output = output;
    this.#many = many;
  }

  event(lab: string, event: RoundEvent): void {
    const output = this.#output;
    const whose = this.#many ? `${lab}  ` : '';
    const now = (text: string) =>
      output.progress(`  ${whose}${text}  ${duration(performance.now() - this.#startedAt)}`);
    if (event.type === 'environment') now(`environment: ${event.stage}`);
    if (event.type === 'seed-started') output.line(output.paint('bold', `${lab}, seed ${event.seed}`));
    if (event.type === 'step-started') now(name(event));
    if (event.type === 'waiting') now(`${event.task}/${event.check}: ${event.text}`);
    if (event.type !== 'step-finished') return;
    const { result } = event;
    const mark = result.ok ? output.paint('green', 'ok  ') : output.paint('red', 'FAIL');
    output.line(`  ${mark}  ${whose}${name(result)}  ${output.paint('dim', duration(result.durationMs))}`);
    this.#said(result);
    for (const finding of result.findings) this.#finding(finding);
  }

  /** What a learner would read at this point: a wrong solution that is refused for another reason than its own proves nothing. */
  #said({ step, checks }: ContractStep): void {
    if (step !== 'untouched' && !step.startsWith('after wrong/')) return;
    for (const { id, verdict, learnerText } of checks) {
      const text = verdict === 'not_yet' ? `not yet: ${learnerText ?? ''}` : verdict.replace('_', ' ');
      this.#output.line(this.#output.paint('dim', `          ${id}: ${text.split('\n')[0]}`));
    }
  }

  result(result: RoundResult, log: string): void {
    const output = this.#output;
    const verdict = result.ok
      ? output.paint('green', 'keeps its contract')
      : output.paint('red', 'does not keep its contract');
    output.line(
      result.report
        ? `${result.lab} ${verdict}, ${duration(result.durationMs)}.`
        : `${result.lab} was not tested. ${result.trouble}`,
    );
    output.line(`  All that was said: ${log}`);
    if (!result.ok && result.report)
      output.line(`  Again with the same values: the same command with --seed ${result.seed}`);
    if (result.report && result.trouble) output.line(`  ${result.trouble}`);
    for (const shell of result.kept) output.line(`  Look inside: ${shell}`);
    output.line();
  }

  #finding({ severity, what, mend, seen }: Finding): void {
    const output = this.#output;
    output.line(`        ${output.paint(severity === 'error' ? 'red' : 'yellow', severity)}: ${what}`);
    output.line(`        ${mend}`);
    for (const line of seen === '' ? [] : seen.split('\n'))
      output.line(output.paint('dim', `        | ${line}`));
  }
}

function name({ task, step }: Pick<ContractStep, 'task' | 'step'>): string {
  return task === null ? step : `${task}: ${step}`;
}
