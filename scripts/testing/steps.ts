import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { budgetBytes, firstLoadSize } from './bundle-budget.ts';
import { type CommandResult, resultsFolder, runStep } from './command.ts';
import {
  auditResult,
  failedStep,
  passedStep,
  playwrightResult,
  type StepResult,
  textOf,
  uncheckedStep,
  vitestResult,
} from './results.ts';
import { bothLooks, browserTestsToLookAtAgain, failedTests, filesToLookAtAgain } from './second-look.ts';

export interface StepRun {
  readonly result: StepResult;
  /** What the step printed; shown when it failed. */
  readonly output: string;
  readonly logFile: string | null;
}

export interface TestStep {
  readonly id: string;
  readonly title: string;
  /** Whether it works on real environments. */
  readonly engine: boolean;
  run(env: NodeJS.ProcessEnv, onLine: (line: string) => void): Promise<StepRun>;
}

const bin = (name: string) => join(repositoryRoot, 'node_modules/.bin', name);

/** A step that is green when its program ends with 0. */
function program(id: string, title: string, command: readonly string[]): TestStep {
  return {
    id,
    title,
    engine: false,
    async run(env, onLine) {
      const done = await runStep(id, command, env, onLine);
      return { ...done, result: done.code === 0 ? passedStep() : failedStep() };
    },
  };
}

async function withReport(
  id: string,
  command: (report: string) => readonly string[],
  env: NodeJS.ProcessEnv,
  onLine: (line: string) => void,
  report = join(resultsFolder, `${id}.json`),
): Promise<CommandResult & { json: string | undefined }> {
  // A report of an earlier run must not speak for this one.
  rmSync(report, { force: true });
  const done = await runStep(id, command(report), env, onLine);
  return { ...done, json: textOf(report) };
}

function vitest(project: 'unit' | 'int', title: string): TestStep {
  return {
    id: project,
    title,
    engine: project === 'int',
    async run(env, onLine) {
      const look = async (id: string, more: readonly string[]) => {
        const reporters = ['--reporter=default', '--reporter=json'];
        const command = [bin('vitest'), 'run', '--project', project, ...reporters];
        const done = await withReport(
          id,
          (report) => [...command, `--outputFile.json=${report}`, ...more],
          env,
          onLine,
        );
        return { ...done, result: vitestResult(done.json, done.code) };
      };
      const first = await look(project, []);
      const files = project === 'int' ? filesToLookAtAgain(first.json) : [];
      if (files.length === 0) return first;
      const again = await look(`${project}-again`, ['--maxWorkers=1', ...files]);
      return { ...again, result: bothLooks(first.result, again.result, failedTests(first.json)) };
    },
  };
}

const e2e: TestStep = {
  id: 'e2e',
  title: 'the whole platform in a browser',
  engine: true,
  async run(env, onLine) {
    if (!existsSync(join(repositoryRoot, 'e2e/tests'))) {
      return { result: uncheckedStep('there are no tests in e2e/ yet'), output: '', logFile: null };
    }
    const command = [bin('playwright'), 'test', '--config', 'e2e/playwright.config.ts'];
    const first = await withReport('e2e', () => command, env, onLine);
    const firstResult = playwrightResult(first.json, first.code);
    const failed = browserTestsToLookAtAgain(first.json);
    if (failed.length === 0) return { ...first, result: firstResult };
    // In a folder of its own, so that the pictures and traces of the first look stay.
    const folder = join(resultsFolder, 'e2e-again');
    const lastFailed = ['--last-failed', '--last-failed-file', join(resultsFolder, 'e2e/.last-run.json')];
    const again = await withReport(
      'e2e-again',
      () => [...command, ...lastFailed, '--output', folder],
      env,
      onLine,
      join(resultsFolder, 'e2e.json'),
    );
    return { ...again, result: bothLooks(firstResult, playwrightResult(again.json, again.code), failed) };
  },
};

const bundle: TestStep = {
  id: 'bundle',
  title: 'size of the first load',
  engine: false,
  async run() {
    const { bytes, files } = firstLoadSize(join(repositoryRoot, 'apps/web/dist'));
    const note = `${Math.round(bytes / 1000)} kB of ${budgetBytes / 1000} kB`;
    const output = files.map((file) => `${String(file.bytes).padStart(8)}  ${file.file}`).join('\n');
    return { result: bytes < budgetBytes ? passedStep(note) : failedStep(note), output, logFile: null };
  },
};

const audit: TestStep = {
  id: 'audit',
  title: 'known holes in dependencies',
  engine: false,
  async run(env, onLine) {
    const done = await runStep('audit', ['npm', 'audit', '--json', '--loglevel=silent'], env, onLine);
    return { ...done, result: auditResult(done.output) };
  },
};

/** All parts of `npm test`, in their order: what is quick and red most often comes first. */
export const steps: readonly TestStep[] = [
  program('lint', 'format and lint', [bin('biome'), 'check', '--error-on-warnings', '.']),
  program('types', 'types', [bin('tsc'), '--noEmit']),
  program('unused', 'unused code and dependencies', [bin('knip')]),
  program('boundaries', 'import direction', [process.execPath, 'scripts/check-boundaries.ts']),
  vitest('unit', 'unit tests'),
  vitest('int', 'tests on real parts'),
  program('web', 'build of the pages', [bin('turbo'), 'run', 'build', '--filter=@springboard/web']),
  bundle,
  e2e,
  audit,
];
