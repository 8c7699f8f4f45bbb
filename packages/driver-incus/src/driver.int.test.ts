import { describeConformance } from '@springboard/environments/conformance.ts';
import { describe, it } from 'vitest';
import { engineAbsent, openTestDriver, startEcho } from './int-support.ts';

const absent = await engineAbsent();

if (absent !== undefined) {
  describe('Incus driver', () => {
    it.skip(`not checked: ${absent}`, () => undefined);
  });
} else {
  describeConformance('Incus driver on this host', async () => {
    const { driver, newSpec, close } = await openTestDriver();
    return { driver, newSpec, startEcho: (id, node) => startEcho(driver, id, node), close };
  });
}
