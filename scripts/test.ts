import { parseArgs } from 'node:util';
import { loadLauncherConfig } from '@springboard/config/launcher.ts';
import { duration, type Output, outputTo } from '@springboard/host/output.ts';
import { endSteps, tail } from './testing/command.ts';
import { cleanUp, prepareEngine, testEnvironment } from './testing/environment.ts';
import { buildTestImages } from './testing/images.ts';
import { closingLine, failedStep, type StepResult } from './testing/results.ts';
import { type StepRun, steps, type TestStep } from './testing/steps.ts';

const { values } = parseArgs({
  options: { only: { type: 'string' }, keep: { type: 'boolean', default: false } },
});
const output = outputTo(process.stdout);
const chosen = values.only?.split(',').map((id) => id.trim());
const unknown = chosen?.filter((id) => !steps.some((step) => step.id === id)) ?? [];
if (unknown.length > 0) {
  output.line(
    `There is no part "${unknown.join('", "')}"; there are ${steps.map(({ id }) => id).join(', ')}.`,
  );
  process.exit(2);
}
const wanted = steps.filter(({ id }) => chosen === undefined || chosen.includes(id));

const base = loadLauncherConfig(process.env);
const abort = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(name, () => {
    abort.abort();
    endSteps();
  });
}

const tell = (text: string) => output.line(`  ${output.paint('yellow', 'note')}    ${text}`);
const began = performance.now();
const results: StepResult[] = [];
await cleanUp(base, tell);
const test = await testEnvironment(base);
try {
  const images = wanted.some(({ engine }) => engine) ? prepareImages(output) : undefined;
  for (const step of wanted) {
    if (abort.signal.aborted) break;
    const problem = step.engine ? await images : undefined;
    results.push(await runOne(step, problem));
  }
} finally {
  if (!values.keep) await cleanUp(base, tell);
}
if (abort.signal.aborted) results.push(failedStep('the run was stopped'));
output.line();
output.line(`${duration(performance.now() - began)} in all`);
output.line(closingLine(results));
process.exit(results.some(({ failed }) => failed > 0) ? 1 : 0);

/** Engine first, since it is announced; images beside the steps that do not need them. Answers what went wrong. */
async function prepareImages(to: Output): Promise<string | undefined> {
  try {
    const problem = await prepareEngine(
      test,
      wanted.some(({ id }) => id === 'e2e'),
      to,
    );
    if (problem) return `${problem.reason} ${problem.remedy}`;
    const done = await buildTestImages(base, abort.signal, (text) => to.progress(`  images      ${text}`));
    to.line(`  ${to.paint('green', 'ready')}   images      ${done}`);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function runOne(step: TestStep, problem: string | undefined): Promise<StepResult> {
  const startedAt = performance.now();
  const name = step.id.padEnd(10);
  const show = () =>
    output.progress(`  running ${name}  ${step.title}, ${duration(performance.now() - startedAt)}`);
  const ticker = setInterval(show, 1000);
  let run: StepRun;
  try {
    run = problem
      ? { result: failedStep('no environments to test with'), output: problem, logFile: null }
      : await step.run({ ...test.env, CI: '1', FORCE_COLOR: '0' }, () => {});
  } catch (error) {
    run = {
      result: failedStep(),
      output: error instanceof Error ? (error.stack ?? error.message) : String(error),
      logFile: null,
    };
  } finally {
    clearInterval(ticker);
  }
  const { result } = run;
  const time = duration(performance.now() - startedAt).padStart(11);
  const verdict =
    result.failed > 0
      ? output.paint('red', 'failed')
      : result.passed > 0
        ? output.paint('green', 'passed')
        : output.paint('yellow', 'open  ');
  output.line(`  ${verdict}  ${name}  ${time}  ${[step.title, result.note].filter(Boolean).join(': ')}`);
  if (result.failed > 0) {
    for (const line of tail(run.output, 80)) output.line(`      ${line}`);
    if (run.logFile) output.line(`      whole output: ${run.logFile}`);
  }
  return result;
}
