import { engineAbsent } from '@springboard/grading/testing/lab-environment.ts';
import { guardPorts } from '@springboard/host/engine/port-guard.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { full } from '../lib/form.ts';
import { printTable } from '../lib/table.ts';
import { Uncontained } from './case.ts';
import { kernelCases } from './kernel.ts';
import { networkCases } from './network.ts';
import { resourceCases } from './resources.ts';
import { openScene, type Scene } from './scene.ts';
import { sharedTableCases } from './shared-tables.ts';

const absent = await engineAbsent();
const cases = [...resourceCases, ...sharedTableCases, ...networkCases, ...kernelCases].filter(
  ({ long }) => full || !long,
);

/** A learner who is root in a node against the host and against a bystander in another environment, who must not notice. */
describe.skipIf(absent !== undefined)(
  `hostile learner${absent === undefined ? '' : ` (not checked: ${absent})`}`,
  { timeout: 1_200_000 },
  () => {
    let scene: Scene;
    const rows: string[][] = [];
    // Before each case: an uninstall by somebody else on this machine takes the filter away.
    const guard = async () => {
      if (!(await guardPorts())) throw new Error('nftables did not take the packet filter of ports');
    };

    beforeAll(async () => {
      await guard();
      scene = await openScene();
      await scene.bystanderIsWell();
    }, 900_000);
    afterAll(async () => {
      printTable('hostile', ['case', 'tried', 'contained by', 'seen', 'bystander'], rows);
      await scene?.close();
    }, 300_000);

    it.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
      await guard();
      const row = [one.name, one.tried, one.by, 'not shown', 'not asked'];
      rows.push(row);
      try {
        row[3] = await one.run(scene);
      } catch (error) {
        const what = error instanceof Uncontained ? 'NOT CONTAINED' : 'NOT SHOWN';
        row[3] = `${what}: ${error instanceof Error ? error.message : error}`;
        throw error;
      } finally {
        row[4] = await scene.bystanderIsWell().then(() => 'well', String);
        const mended = await scene.mend();
        if (mended) row[3] += `; ${mended}`;
      }
      expect(row[4]).toBe('well');
    });
  },
);
