import { describe, expect, it } from 'vitest';
import { firstLoadFiles } from './bundle-budget.ts';
import {
  auditResult,
  closingLine,
  failedStep,
  passedStep,
  playwrightResult,
  uncheckedStep,
  vitestResult,
} from './results.ts';

const vitest = (numbers: object) =>
  JSON.stringify({
    numPassedTests: 0,
    numFailedTests: 0,
    numPendingTests: 0,
    numFailedTestSuites: 0,
    success: true,
    ...numbers,
  });

describe('results of test runners', () => {
  it('are counted', () => {
    expect(vitestResult(vitest({ numPassedTests: 7, numPendingTests: 1 }), 0)).toMatchObject({
      passed: 7,
      failed: 0,
      skipped: 1,
    });
    expect(vitestResult(vitest({ numPassedTests: 7, numFailedTests: 2, success: false }), 1)).toMatchObject({
      passed: 7,
      failed: 2,
    });
  });

  it('are red when a file does not load, nothing ran, or there is no report', () => {
    expect(
      vitestResult(vitest({ numPassedTests: 7, numFailedTestSuites: 1, success: false }), 1).failed,
    ).toBe(1);
    expect(vitestResult(vitest({}), 0).failed).toBe(1);
    expect(vitestResult(undefined, 1).failed).toBe(1);
    expect(vitestResult(vitest({ numPassedTests: 7 }), 1).failed).toBe(1);
  });

  it('of Playwright count a flaky test as failed', () => {
    const stats = { expected: 3, unexpected: 0, flaky: 1, skipped: 0 };
    expect(playwrightResult(JSON.stringify({ stats }), 0)).toMatchObject({ passed: 3, failed: 1 });
    expect(playwrightResult(JSON.stringify({ stats: { ...stats, flaky: 0 }, errors: [{}] }), 1).failed).toBe(
      1,
    );
  });
});

describe('audit', () => {
  const answer = (vulnerabilities: object) => JSON.stringify({ metadata: { vulnerabilities } });
  it('is green, red, or not checked', () => {
    expect(auditResult(answer({ low: 2, moderate: 1, high: 0, critical: 0 }))).toMatchObject({
      passed: 1,
      failed: 0,
    });
    expect(auditResult(answer({ high: 1 }))).toMatchObject({ passed: 0, failed: 1 });
    expect(auditResult('{"message":"404","error":{}}')).toEqual(
      uncheckedStep('the registry does not answer audits'),
    );
    expect(auditResult('')).toMatchObject({ passed: 0, failed: 0 });
  });
});

describe('closing line', () => {
  it('adds up', () => {
    const many = { passed: 40, failed: 2, skipped: 3, note: '' };
    expect(closingLine([passedStep(), failedStep(), many, uncheckedStep('x')])).toBe('41 passed, 3 failed');
  });
});

describe('first load of the pages', () => {
  it('follows static imports and leaves dynamic ones out', () => {
    const files: Record<string, string> = {
      'index.html':
        '<script type="module" src="/assets/index-1.js"></script><link rel="stylesheet" href="/assets/index-1.css">',
      'assets/index-1.js':
        'import{a as b}from"./shared-2.js";import"./side-3.js";const t=()=>import("./terminal-4.js")',
      'assets/shared-2.js': 'export*from"./deep-5.js";',
      'assets/side-3.js': '',
      'assets/deep-5.js': '',
    };
    expect(firstLoadFiles((file) => files[file] ?? '')).toEqual([
      'assets/deep-5.js',
      'assets/index-1.css',
      'assets/index-1.js',
      'assets/shared-2.js',
      'assets/side-3.js',
    ]);
  });
});
