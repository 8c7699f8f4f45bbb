import { join } from 'node:path';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { loadTopologies } from '@springboard/environments/load-topology.ts';
import { formatFinding } from '@springboard/grading/contract/report.ts';
import { testLab } from '@springboard/grading/contract/test-lab.ts';
import { openFolder } from '@springboard/grading/testing/folder-environment.ts';
import { lintLabs } from '@springboard/lab-format/lint/lint.ts';
import { loadLab } from '@springboard/lab-format/load-lab.ts';
import { formatProblem } from '@springboard/lab-format/problems.ts';
import { writeLab } from '@springboard/lab-format/testing/lab-folder.ts';
import { expect, test } from 'vitest';
import { brokenLabs, filesOf } from './testing/broken-labs.ts';

const topologies = await loadTopologies(repositoryRoot);
const tools = { shellcheck: '/nowhere/shellcheck' };

async function lint(changes: Parameters<typeof filesOf>[0]) {
  await using folder = await writeLab(filesOf(changes));
  return (await lintLabs(folder.root, { topologies, tools })).problems.map(formatProblem);
}

/** What the contract test says, with the folder's own name taken out. */
async function prove(changes: Parameters<typeof filesOf>[0]) {
  await using content = await writeLab(filesOf(changes));
  const { lab } = await loadLab(content.lab, { topologies });
  if (!lab) throw new Error('the lab does not load');
  await using folder = await openFolder({ name: 'linux-single' });
  const report = await testLab({
    environment: folder,
    lab: lab.definition,
    seeds: ['s', 's-again'],
    signal: AbortSignal.timeout(60_000),
  });
  const steps = report.seeds.flatMap((seed) => seed.steps).filter((step) => step.findings.length > 0);
  return {
    ok: report.ok,
    told: steps.map(({ task, step, findings }) =>
      [`${task === null ? '' : `${task}: `}${step}`, ...findings.map(formatFinding)]
        .join('\n')
        .replaceAll(join(folder.folder), ''),
    ),
  };
}

test('the lab that the broken ones are made of is in order', { timeout: 60_000 }, async () => {
  expect(await lint({})).toEqual([]);
  expect(await prove({})).toEqual({ ok: true, told: [] });
});

test.each(Object.entries(brokenLabs.lint))('lint: %s', async (_, changes) => {
  const problems = await lint(changes);
  expect(problems.length).toBeGreaterThan(0);
  expect(`\n${problems.join('\n')}\n`).toMatchSnapshot();
});

test.each(Object.entries(brokenLabs.contract))('contract: %s', { timeout: 60_000 }, async (_, changes) => {
  expect(await lint(changes), 'only an environment shows it').toEqual([]);
  const { ok, told } = await prove(changes);
  expect(ok).toBe(false);
  expect(`\n${told.join('\n\n')}\n`).toMatchSnapshot();
});
