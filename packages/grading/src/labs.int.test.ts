import { join } from 'node:path';
import { loadLabs } from '@springboard/lab-format/load-labs.ts';
import { describe, expect, test } from 'vitest';
import { formatFinding } from './contract/report.ts';
import { testLab } from './contract/test-lab.ts';
import { chosenLabs } from './testing/chosen-labs.ts';
import { engineAbsent, openLabEnvironment } from './testing/lab-environment.ts';

const absent = await engineAbsent();
const root = join(import.meta.dirname, '../../..');
const { labs } = await loadLabs(join(root, 'labs'));
const slugs = labs.map(({ definition }) => definition.slug);
const chosen = await chosenLabs(root, slugs);
/** Another one with each run would find more, and leave a failure that nobody can repeat. */
const seed = process.env.SPRINGBOARD_LAB_SEED ?? 'contract';

describe.skipIf(absent !== undefined)(`labs${absent ? ` (not checked: ${absent})` : ''}`, () => {
  test.each(
    labs.flatMap(({ definition }) =>
      chosen.includes(definition.slug) ? [[definition.slug, definition] as const] : [],
    ),
  )('%s keeps its contract', { timeout: 900_000 }, async (_, lab) => {
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
  });
});
