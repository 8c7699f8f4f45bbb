import { DriverError } from '@springboard/environments/driver.ts';
import type { Script } from '@springboard/lab-format/model/scripts.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import { drawParams, type Params } from '@springboard/lab-format/params.ts';
import { nodeOfCheck, nodeOfScript } from '../nodes.ts';
import { runScript } from '../run-script.ts';
import { runTask } from '../run-task.ts';
import type { ContractEnvironment } from './environment.ts';
import { explain, explainBroken, explainSilent } from './explain.ts';
import { lookAtInvariants, watchInvariants } from './invariants.ts';
import type { CheckSeen, ContractEvent, ContractStep, Finding } from './report.ts';
import { Traces } from './traces.ts';

export interface WalkOptions {
  readonly environment: ContractEnvironment;
  readonly lab: LabDefinition;
  readonly seed: string;
  readonly signal: AbortSignal;
  readonly onEvent: (event: ContractEvent) => void;
}

type StepResult = Partial<Pick<ContractStep, 'findings' | 'checks' | 'log'>>;
type Expectation = 'untouched' | 'solved' | { readonly wrong: string };

/** The steps of one way through a lab. Each notes what it found, and answers whether it was in order. */
export class Walk {
  readonly steps: ContractStep[] = [];
  readonly #options: WalkOptions;
  readonly #params: Params;
  readonly #traces: Traces;

  constructor(options: WalkOptions) {
    this.#options = options;
    this.#params = drawParams(options.lab.params, options.seed);
    this.#traces = new Traces(options.environment, this.#params, options.signal);
  }

  /** Runs a script that has to exit 0; `name` is the step's and the file's. */
  script(task: TaskDefinition | null, name: string, script: Script): Promise<boolean> {
    return this.#step(task, name, () => this.#run(name, script));
  }

  /** Runs the solution under the eyes of the lab's invariants. */
  solve(task: TaskDefinition, script: Script): Promise<boolean> {
    return this.#step(task, 'solve', async () => {
      const when = `while ${task.id} is solved`;
      const { value, findings } = await watchInvariants(this.#watch(), when, () =>
        this.#run('solve', script),
      );
      return { ...value, findings: [...(value.findings ?? []), ...findings] };
    });
  }

  invariants(task: TaskDefinition | null, when: string): Promise<boolean> {
    if (this.#options.lab.invariants.length === 0) return Promise.resolve(true);
    return this.#step(task, 'invariants', async () => ({
      findings: await lookAtInvariants(this.#watch(), when),
    }));
  }

  /** Runs a task's checks and holds the verdicts against what they should be. */
  look(task: TaskDefinition, expected: Expectation): Promise<boolean> {
    const step = typeof expected === 'string' ? expected : `after wrong/${expected.wrong}`;
    return this.#step(task, step, async () => {
      let result: StepResult = {};
      const look = async () => {
        result = await this.#look(task, expected);
      };
      if (typeof expected !== 'string') await look();
      const traces =
        typeof expected === 'string'
          ? await this.#traces.find(task, look, async (id) => {
              await this.#check(task, 'once', [id]);
            })
          : [];
      return { ...result, findings: [...(result.findings ?? []), ...traces] };
    });
  }

  /** Opens the computed hints as a learner would who has done nothing yet: each has to succeed and to say something. */
  async hints(task: TaskDefinition): Promise<boolean> {
    let ok = true;
    for (const [index, { script }] of task.hints.entries()) {
      if (!script) continue;
      const name = `hint ${index + 1}`;
      const opened = await this.#step(task, name, async () => {
        const { environment } = this.#options;
        const result = await this.#run(name, script, nodeOfCheck(script, environment.topology, this.#params));
        if (result.findings?.length === 0 && result.log?.trim() === '')
          return { ...result, findings: [explain.hintSilent(`${task.id}, ${name}`)] };
        return result;
      });
      ok &&= opened;
    }
    return ok;
  }

  rewind(task: TaskDefinition | null, step: string, savePoint: string): Promise<boolean> {
    const { environment, signal } = this.#options;
    return this.#step(task, step, async () => {
      await environment.rewind(savePoint, signal);
      return {};
    });
  }

  save(task: TaskDefinition | null, savePoint: string): Promise<boolean> {
    const { environment, signal } = this.#options;
    return this.#step(task, 'save point', async () => {
      await environment.save(savePoint, signal);
      return {};
    });
  }

  /** Notes what no step found by itself. */
  note(task: TaskDefinition, step: string, finding: Finding): Promise<boolean> {
    return this.#step(task, step, async () => ({ findings: [finding] }));
  }

  async #step(task: TaskDefinition | null, step: string, work: () => Promise<StepResult>): Promise<boolean> {
    const { onEvent, signal } = this.#options;
    const start = performance.now();
    onEvent({ type: 'step-started', task: task?.id ?? null, step });
    let result: StepResult;
    try {
      result = await work();
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof DriverError)) throw error;
      result = { findings: [explain.environment(step, error.message)] };
    }
    const findings = result.findings ?? [];
    const finished: ContractStep = {
      task: task?.id ?? null,
      step,
      ok: findings.every(({ severity }) => severity !== 'error'),
      findings,
      durationMs: Math.round(performance.now() - start),
      checks: result.checks ?? [],
      log: result.log ?? '',
    };
    this.steps.push(finished);
    onEvent({ type: 'step-finished', result: finished });
    return finished.ok;
  }

  async #run(
    name: string,
    script: Script,
    node = nodeOfScript(script, this.#options.environment.topology, this.#params),
  ): Promise<StepResult> {
    const { environment, seed, signal } = this.#options;
    const { driver, environmentId } = environment;
    const file = name + (script.interpreter === 'python3' ? '.py' : '.sh');
    const result = await runScript({
      driver,
      environmentId,
      node,
      script,
      name: file,
      params: this.#params,
      seed,
      signal,
      timeoutMs: 120_000,
    });
    const findings = result.ok ? [] : [explain.scriptFailed(result.reason, result.log, result.exitCode)];
    return { findings, log: result.log };
  }

  async #look(task: TaskDefinition, expected: Expectation): Promise<StepResult> {
    // What should not pass is asked once; what should pass gets the time that its check allows.
    const checks = await this.#check(task, expected === 'solved' ? 'settle' : 'once');
    const findings: Finding[] = [];
    const when =
      expected === 'solved'
        ? 'after solve'
        : expected === 'untouched'
          ? 'before anybody has done anything'
          : `after wrong/${expected.wrong}`;
    for (const { id, ...result } of checks) {
      const name = `${task.id}/${id}`;
      const look = { ...result, startedAt: new Date(), metrics: {} };
      const broken = explainBroken(name, when, look);
      if (broken) findings.push(broken);
      else if (expected === 'solved' && result.verdict !== 'pass')
        findings.push(explain.notSolved(name, look));
      else if (expected === 'untouched' && result.verdict === 'pass')
        findings.push(explain.passesUntouched(name, task.arrange !== null));
      const silent = explainSilent(name, when, look);
      if (silent) findings.push(silent);
    }
    if (typeof expected !== 'string' && checks.every(({ verdict }) => verdict === 'pass'))
      findings.push(explain.wrongPasses(task.id, expected.wrong));
    return { findings, checks };
  }

  async #check(
    task: TaskDefinition,
    patience: 'once' | 'settle',
    checkIds?: readonly string[],
  ): Promise<CheckSeen[]> {
    const { environment, seed, signal, onEvent } = this.#options;
    const results = await runTask({
      driver: environment.driver,
      environmentId: environment.environmentId,
      topology: environment.topology,
      task,
      params: this.#params,
      seed,
      signal,
      patience,
      ...(checkIds && { checkIds }),
      onWaiting: (check, text) => onEvent({ type: 'waiting', task: task.id, check, text }),
    });
    return [...results].map(([id, { verdict, learnerText, authorText, durationMs, evidence }]) => ({
      id,
      verdict,
      learnerText,
      authorText,
      durationMs,
      evidence,
    }));
  }

  #watch() {
    const { environment, lab, seed, signal } = this.#options;
    return { environment, invariants: lab.invariants, params: this.#params, seed, signal };
  }
}
