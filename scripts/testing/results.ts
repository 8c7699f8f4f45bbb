import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** What one step of `npm test` came to. */
export interface StepResult {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** One line for the summary, such as "213 tests" or "not checked: the registry does not answer audits". */
  readonly note: string;
}

export const passedStep = (note = ''): StepResult => ({ passed: 1, failed: 0, skipped: 0, note });
export const failedStep = (note = ''): StepResult => ({ passed: 0, failed: 1, skipped: 0, note });
/** Neither green nor red: it could not be looked at. */
export const uncheckedStep = (why: string): StepResult => ({
  passed: 0,
  failed: 0,
  skipped: 0,
  note: `not checked: ${why}`,
});

const VitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numFailedTestSuites: z.number(),
  success: z.boolean(),
});

/** Counts of Vitest's JSON report. A file that does not load, and a run without a report, is a failure. */
export function vitestResult(json: string | undefined, exitCode: number): StepResult {
  if (json === undefined) return failedStep('the run broke off before it had a report');
  const report = VitestReport.parse(JSON.parse(json));
  const failed = report.numFailedTests;
  // A file that fails to load has no test that could fail.
  const broken =
    failed === 0 && (!report.success || exitCode !== 0) ? Math.max(1, report.numFailedTestSuites) : 0;
  const none = report.numPassedTests + failed === 0 ? 1 : 0;
  return {
    passed: report.numPassedTests,
    failed: failed + Math.max(broken, none),
    skipped: report.numPendingTests,
    note: `${report.numPassedTests + failed} tests`,
  };
}

const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()).default([]),
});

/** Counts of Playwright's JSON report. A test that passed only when it was repeated has failed. */
export function playwrightResult(json: string | undefined, exitCode: number): StepResult {
  if (json === undefined) return failedStep('the run broke off before it had a report');
  const { stats, errors } = PlaywrightReport.parse(JSON.parse(json));
  const failed = stats.unexpected + stats.flaky;
  const broken = failed === 0 && (errors.length > 0 || exitCode !== 0) ? 1 : 0;
  return {
    passed: stats.expected,
    failed: failed + broken,
    skipped: stats.skipped,
    note: `${stats.expected + failed} tests${stats.flaky > 0 ? `, ${stats.flaky} flaky` : ''}`,
  };
}

const Severities = z.record(z.string(), z.number());
const Audit = z.object({ metadata: z.object({ vulnerabilities: Severities }) });

/** Verdict on the output of `npm audit --json`: no answer is never green, and high or critical findings are red. */
export function auditResult(json: string): StepResult {
  let counts: z.infer<typeof Severities>;
  try {
    counts = Audit.parse(JSON.parse(json)).metadata.vulnerabilities;
  } catch {
    return uncheckedStep('the registry does not answer audits');
  }
  const grave = (counts.high ?? 0) + (counts.critical ?? 0);
  const light = (counts.low ?? 0) + (counts.moderate ?? 0) + (counts.info ?? 0);
  const note = `${grave} grave and ${light} lighter advisories`;
  return grave > 0 ? failedStep(note) : passedStep(note);
}

/** Text of a file; undefined when there is none. */
export function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The closing line that CI reads, alone on its line. */
export function closingLine(results: readonly StepResult[]): string {
  const sum = (key: 'passed' | 'failed') => results.reduce((total, result) => total + result[key], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed`;
}
