import { z } from 'zod';
import type { StepResult } from './results.ts';

/** More failures than this are not bad luck, and looking again would only take time. Files of Vitest, tests of Playwright. */
const mostToRepeat = 6;

const VitestFiles = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Files of a Vitest report in which something failed, when they are few enough to be run once more by themselves; else none. */
export function filesToLookAtAgain(json: string | undefined): readonly string[] {
  const files = failedIn(json).map(({ name }) => name);
  return files.length <= mostToRepeat ? files : [];
}

/** What failed in a Vitest report, test by test; a file that did not load is named itself. */
export function failedTests(json: string | undefined): readonly string[] {
  return failedIn(json).flatMap(({ name, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    return failed.length > 0 ? failed.map(({ fullName }) => fullName) : [name];
  });
}

interface Suite {
  readonly specs: readonly { readonly title: string; readonly ok: boolean }[];
  readonly suites?: readonly Suite[] | undefined;
}
const Suite: z.ZodType<Suite> = z.object({
  specs: z.array(z.object({ title: z.string(), ok: z.boolean() })),
  get suites() {
    return z.array(Suite).optional();
  },
});
const PlaywrightSuites = z.object({ suites: z.array(Suite) });

/** Titles of the tests that failed in a Playwright report, when they are few enough to be run once more by themselves; else none. */
export function browserTestsToLookAtAgain(json: string | undefined): readonly string[] {
  if (json === undefined) return [];
  const failedOf = ({ specs, suites = [] }: Suite): string[] => [
    ...specs.filter(({ ok }) => !ok).map(({ title }) => title),
    ...suites.flatMap(failedOf),
  ];
  const failed = PlaywrightSuites.parse(JSON.parse(json)).suites.flatMap(failedOf);
  return failed.length <= mostToRepeat ? failed : [];
}

function failedIn(json: string | undefined) {
  if (json === undefined) return [];
  return VitestFiles.parse(JSON.parse(json)).testResults.filter(({ status }) => status === 'failed');
}

/**
 * Both looks as one result. What failed alone as well has failed. What passed alone counts, and is named: real engines on a machine at its limits
 * fail now and then for reasons that are not ours, and a test that is named run after run is to be mended.
 */
export function bothLooks(first: StepResult, again: StepResult, failedFirst: readonly string[]): StepResult {
  const recovered = Math.max(0, first.failed - again.failed);
  return {
    passed: first.passed + recovered,
    failed: again.failed,
    skipped: first.skipped,
    note: `${first.note}; ${recovered} of ${first.failed} that failed passed when they were run again by themselves: ${failedFirst.join('; ')}`,
  };
}
