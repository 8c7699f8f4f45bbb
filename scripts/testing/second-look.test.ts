import { describe, expect, it } from 'vitest';
import { failedStep } from './results.ts';
import { bothLooks, browserTestsToLookAtAgain, failedTests, filesToLookAtAgain } from './second-look.ts';

const file = (name: string, ...tests: (readonly [string, string])[]) => ({
  name,
  status: tests.some(([, status]) => status === 'failed') || tests.length === 0 ? 'failed' : 'passed',
  assertionResults: tests.map(([fullName, status]) => ({ fullName, status })),
});
const report = (...testResults: ReturnType<typeof file>[]) => JSON.stringify({ testResults });

describe('a second look', () => {
  it('is for the few files in which something failed, and names the tests', () => {
    const json = report(
      file('/a.int.test.ts', ['a boots', 'passed'], ['a reboots', 'failed']),
      file('/b.int.test.ts', ['b', 'passed']),
      file('/c.int.test.ts'),
    );
    expect(filesToLookAtAgain(json)).toEqual(['/a.int.test.ts', '/c.int.test.ts']);
    expect(failedTests(json)).toEqual(['a reboots', '/c.int.test.ts']);
  });

  it('is not for a run that broke off, and not for one where much is broken', () => {
    expect(filesToLookAtAgain(undefined)).toEqual([]);
    const many = Array.from({ length: 7 }, (_, n) => file(`/${n}`, ['x', 'failed']));
    expect(filesToLookAtAgain(report(...many))).toEqual([]);
  });

  it('finds failed browser tests in nested suites', () => {
    const json = JSON.stringify({
      suites: [{ specs: [{ title: 'a', ok: true }], suites: [{ specs: [{ title: 'b', ok: false }] }] }],
    });
    expect(browserTestsToLookAtAgain(json)).toEqual(['b']);
  });

  it('counts what passed alone and keeps red what failed again', () => {
    const first = { passed: 10, failed: 2, skipped: 1, note: '12 tests' };
    expect(bothLooks(first, { passed: 3, failed: 1, skipped: 0, note: '' }, ['x', 'y'])).toEqual({
      passed: 11,
      failed: 1,
      skipped: 1,
      note: '12 tests; 1 of 2 that failed passed when they were run again by themselves: x; y',
    });
    expect(bothLooks(first, failedStep(), ['x', 'y']).failed).toBe(1);
  });
});
