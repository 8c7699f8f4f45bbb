import { describeConformance } from '@springboard/environments/conformance.ts';
import { describe, it } from 'vitest';
import { engineAbsent, openTestDriver, startEcho } from './int-support.ts';

const absent = await engineAbsent();

if (absent !== undefined) {
  describe('Incus driver', () => {
    it.skip(`not checked: ${absent}`, () => undefined);
  });
} else {
  for (const connectBy of ['bridge', 'exec'] as const) {
    describeConformance(`Incus driver, connecting by ${connectBy}`, async () => {
      const { driver, newSpec, close } = await openTestDriver({ connectBy });
      return { driver, newSpec, startEcho: (id, node) => startEcho(driver, id, node), close };
    });
  }
}
