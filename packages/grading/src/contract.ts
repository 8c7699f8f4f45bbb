import type { EnvironmentDriver } from '@springboard/environments/driver.ts';
import type { Topology } from '@springboard/environments/topology.ts';
import type { Script } from '@springboard/lab-format/model/scripts.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import { drawParams, type Params } from '@springboard/lab-format/params.ts';
import { nodeOfScript } from './nodes.ts';
import type { CheckResult } from './result.ts';
import { runScript } from './run-script.ts';
import { runTask } from './run-task.ts';

/** One step of a contract test, in the order in which they were made. */
export interface ContractStep {
  /** Null for the lab's setup. */
  readonly task: string | null;
  /** Such as `setup`, `arrange`, `untouched`, `wrong/start-only`, `solve`, `solved`. */
  readonly step: string;
  readonly ok: boolean;
  /** What a person needs to mend it; empty when ok. */
  readonly problems: readonly string[];
  readonly durationMs: number;
  /** Verdict and text of each check, where the step ran them. */
  readonly checks: readonly Pick<
    CheckResult & { id: string },
    'id' | 'verdict' | 'learnerText' | 'authorText' | 'durationMs'
  >[];
}

export interface ContractOptions {
  readonly driver: Pick<EnvironmentDriver, 'exec'>;
  /** A fresh environment of the lab's topology, ready and untouched. */
  readonly environmentId: string;
  readonly topology: Topology;
  readonly lab: LabDefinition;
  readonly seed: string;
  readonly signal: AbortSignal;
  readonly onStep?: (step: ContractStep) => void;
}

type Expectation = 'not-passed' | 'passed';

/**
 * Holds a lab against its promises, in one environment: nothing passes untouched; each wrong fixture leaves its task
 * not passed; the solution passes every check. No verdict may ever be *broken*. `arrange` runs before each, as it
 * does after a rewind; a task without it starts from where the last fixture left off. A task whose solution fails ends
 * the test, since the next one stands on it.
 */
export async function testLab(options: ContractOptions): Promise<{ ok: boolean; steps: ContractStep[] }> {
  const { lab, onStep } = options;
  const params = drawParams(lab.params, options.seed);
  const steps: ContractStep[] = [];
  const note = (step: ContractStep) => {
    steps.push(step);
    onStep?.(step);
    return step.ok;
  };
  const run = async (task: TaskDefinition | null, step: string, script: Script) =>
    note(await runStep(options, params, task, step, script));
  const look = async (task: TaskDefinition, step: string, expected: Expectation) =>
    note(await lookStep(options, params, task, step, expected));

  if (lab.setup && !(await run(null, 'setup', lab.setup))) return { ok: false, steps };
  for (const task of lab.tasks) {
    const arrange = async () => !task.arrange || (await run(task, 'arrange', task.arrange));
    if (!(await arrange())) break;
    await look(task, 'untouched', 'not-passed');
    for (const wrong of task.wrong) {
      if (!(await run(task, `wrong/${wrong.name}`, wrong))) break;
      await look(task, `wrong/${wrong.name}`, 'not-passed');
      if (!(await arrange())) break;
    }
    if (!task.solve || !(await run(task, 'solve', task.solve))) break;
    if (!(await look(task, 'solved', 'passed'))) break;
  }
  const solved = steps.filter((step) => step.step === 'solved' && step.ok).length;
  return { ok: steps.every((step) => step.ok) && solved === lab.tasks.length, steps };
}

async function runStep(
  options: ContractOptions,
  params: Params,
  task: TaskDefinition | null,
  step: string,
  script: Script,
): Promise<ContractStep> {
  const result = await runScript({
    driver: options.driver,
    environmentId: options.environmentId,
    node: nodeOfScript(script, options.topology),
    script,
    name: step + (script.interpreter === 'python3' ? '.py' : '.sh'),
    params,
    seed: options.seed,
    signal: options.signal,
    timeoutMs: 120_000,
  });
  const problems = result.ok ? [] : [result.reason, result.log];
  return { task: task?.id ?? null, step, ok: result.ok, problems, durationMs: result.durationMs, checks: [] };
}

async function lookStep(
  options: ContractOptions,
  params: Params,
  task: TaskDefinition,
  step: string,
  expected: Expectation,
): Promise<ContractStep> {
  const start = performance.now();
  const results = await runTask({
    driver: options.driver,
    environmentId: options.environmentId,
    topology: options.topology,
    task,
    params,
    seed: options.seed,
    signal: options.signal,
    // what should not pass is asked once; what should pass gets the time that its check allows
    patience: expected === 'passed' ? 'settle' : 'once',
  });
  const problems: string[] = [];
  for (const [id, { verdict, learnerText, authorText, evidence }] of results) {
    const broken = verdict === 'check_broken' || verdict === 'environment_broken';
    if (broken || (expected === 'passed' && verdict !== 'pass'))
      problems.push(
        `${task.id}/${id}: ${verdict}: ${authorText ?? learnerText}\n${evidence.stderr}`.trimEnd(),
      );
    if (expected === 'not-passed' && verdict === 'pass' && step === 'untouched')
      problems.push(`${task.id}/${id} passes although nothing was done`);
  }
  if (expected === 'not-passed' && [...results.values()].every((result) => result.verdict === 'pass'))
    problems.push(`${task.id} passes after ${step}`);
  return {
    task: task.id,
    step,
    ok: problems.length === 0,
    problems,
    durationMs: Math.round(performance.now() - start),
    checks: [...results].map(([id, { verdict, learnerText, authorText, durationMs }]) => ({
      id,
      verdict,
      learnerText,
      authorText,
      durationMs,
    })),
  };
}
