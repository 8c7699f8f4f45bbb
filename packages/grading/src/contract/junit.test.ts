import { expect, test } from 'vitest';
import { junitOf } from './junit.ts';

const step = (more: object) => ({
  task: '1-x',
  step: 'untouched',
  ok: true,
  findings: [],
  durationMs: 1500,
  checks: [],
  log: '',
  ...more,
});

test('a suite for each round, a case for each step, and text that XML can hold', () => {
  const finding = {
    severity: 'error' as const,
    what: 'It <passes> & "so"',
    mend: 'Mend it.',
    seen: 'a\u0007b',
  };
  const xml = junitOf([
    {
      lab: 'demo/lab',
      round: 1,
      report: {
        lab: 'demo/lab',
        ok: false,
        seeds: [{ seed: 's', ok: false, steps: [step({}), step({ ok: false, findings: [finding] })] }],
      },
      trouble: undefined,
      durationMs: 2000,
    },
    {
      lab: 'demo/two',
      round: 2,
      report: undefined,
      trouble: 'No engine.',
      durationMs: 1,
    },
  ]);
  expect(xml).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites><testsuite name="demo/lab" tests="2" failures="1" errors="0" time="2"><testcase classname="demo/lab/1-x" name="untouched (seed s)" time="1.5"></testcase>
<testcase classname="demo/lab/1-x" name="untouched (seed s)" time="1.5"><failure message="It &#60;passes&#62; &#38; &#34;so&#34;">error: It &#60;passes&#62; &#38; &#34;so&#34;
  Mend it.
  | a\ufffdb</failure></testcase></testsuite>
<testsuite name="demo/two (round 2)" tests="1" failures="0" errors="1" time="0.001"><testcase classname="demo/two" name="environment"><error message="No engine."></error></testcase></testsuite></testsuites>
`);
});
