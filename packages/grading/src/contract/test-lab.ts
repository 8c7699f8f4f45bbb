import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import type { ContractEnvironment } from './environment.ts';
import { explain } from './explain.ts';
import type { ContractEvent, ContractReport, SeedReport } from './report.ts';
import { Walk } from './walk.ts';

export interface ContractOptions {
  readonly environment: ContractEnvironment;
  readonly lab: LabDefinition;
  /** One way through the lab for each; the environment is reset between them. */
  readonly seeds: readonly string[];
  readonly signal: AbortSignal;
  readonly onEvent?: (event: ContractEvent) => void;
}

const fresh = 'contract-fresh';

/** No lab may take longer in its test, in milliseconds; one that hangs must not keep the others. */
export const testLimitMs = 40 * 60_000;

/** The second seed follows from the first, so that one is enough to repeat a test. */
export function seedsOf(seed: string): string[] {
  return [seed, `${seed}-again`];
}

/**
 * Holds a lab against its promises, in one environment. For each seed: setup; for each task in order a save point, arrange, every check
 * says *not yet*; each wrong fixture from that save point leaves the task not passed; from the save point again, the solution passes
 * every check, with every invariant kept. No verdict may ever be *broken*, and no check may write. A task whose solution fails ends the
 * way, since the next one stands on it; a seed that fails ends the test.
 */
export async function testLab(options: ContractOptions): Promise<ContractReport> {
  const { environment, lab, seeds, signal } = options;
  const onEvent = options.onEvent ?? (() => {});
  const reports: SeedReport[] = [];
  for (const [index, seed] of seeds.entries()) {
    onEvent({ type: 'seed-started', seed });
    const walk = new Walk({ environment, lab, seed, signal, onEvent });
    // Only who comes back needs a way back.
    const begun =
      index === 0
        ? seeds.length === 1 || (await walk.save(null, fresh))
        : await walk.rewind(null, 'reset', fresh);
    const ended = begun && (await walkThrough(walk, environment, lab));
    const report = { seed, ok: ended && walk.steps.every((step) => step.ok), steps: walk.steps };
    reports.push(report);
    onEvent({ type: 'seed-finished', report });
    if (!report.ok) break;
  }
  return {
    lab: lab.slug,
    ok: reports.length === seeds.length && reports.every(({ ok }) => ok),
    seeds: reports,
  };
}

async function walkThrough(
  walk: Walk,
  environment: ContractEnvironment,
  lab: LabDefinition,
): Promise<boolean> {
  if (lab.setup && !(await walk.script(null, 'setup', lab.setup))) return false;
  await walk.invariants(null, 'before anybody has done anything');
  for (const [index, task] of lab.tasks.entries()) {
    const savePoint = `contract-task-${index + 1}`;
    if (!(await walkTask(walk, task, savePoint))) return false;
    await walk.invariants(task, `after ${task.id} is solved`);
    await environment.deleteSavePoint(savePoint);
  }
  return true;
}

/** Whether the next task has something to stand on. */
async function walkTask(walk: Walk, task: TaskDefinition, savePoint: string): Promise<boolean> {
  const arrange = async () => !task.arrange || (await walk.script(task, 'arrange', task.arrange));
  const again = async () => (await walk.rewind(task, 'rewind', savePoint)) && (await arrange());
  if (task.kind !== 'checked') {
    // A reviewer grades it; only what later tasks stand on is done here.
    return (
      (await arrange()) && (await walk.hints(task)) && (!task.solve || (await walk.solve(task, task.solve)))
    );
  }
  if (!(await walk.save(task, savePoint)) || !(await arrange())) return false;
  await walk.look(task, 'untouched');
  await walk.hints(task);
  for (const [index, wrong] of task.wrong.entries()) {
    if (index > 0 && !(await again())) return false;
    if (await walk.script(task, `wrong/${wrong.name}`, wrong)) await walk.look(task, { wrong: wrong.name });
  }
  if (!task.solve) return walk.note(task, 'solve', explain.noSolution(task.id));
  if (!(await again())) return false;
  return (await walk.solve(task, task.solve)) && (await walk.look(task, 'solved'));
}
