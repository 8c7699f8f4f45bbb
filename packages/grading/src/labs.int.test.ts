import { join } from 'node:path';
import { loadLabs } from '@springboard/lab-format/load-labs.ts';
import { describe, expect, test } from 'vitest';
import { formatFinding } from './contract/report.ts';
import { testLab } from './contract/test-lab.ts';
import { engineAbsent, openLabEnvironment } from './testing/lab-environment.ts';

const absent = await engineAbsent();
const { labs } = await loadLabs(join(import.meta.dirname, '../../../labs'));
/** Another one with each run would find more, and leave a failure that nobody can repeat. */
const seed = process.env.SPRINGBOARD_LAB_SEED ?? 'contract';

describe.skipIf(absent !== undefined)(`labs${absent ? ` (not checked: ${absent})` : ''}`, () => {
  test.each(labs.map(({ definition }) => [definition.slug, definition] as const))(
    '%s keeps its contract',
    { timeout: 900_000 },
    async (_, lab) => {
      await using environment = await openLabEnvironment(lab.environment);
      const report = await testLab({
        environment,
        lab,
        seeds: [seed],
        signal: AbortSignal.timeout(880_000),
      });
      const steps = report.seeds.flatMap((one) => one.steps);
      expect(steps.flatMap((step) => step.findings.map(formatFinding))).toEqual([]);
      expect(report.ok).toBe(true);
    },
  );
});
