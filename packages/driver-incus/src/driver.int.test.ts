import { describeConformance } from '@springboard/environments/conformance.ts';
import { describe, it } from 'vitest';
import { conformanceTarget, engineAbsent } from './int-support.ts';

const absent = await engineAbsent();

if (absent !== undefined) {
  describe('Incus driver', () => {
    it.skip(`not checked: ${absent}`, () => undefined);
  });
} else {
  describeConformance('Incus driver on this host', () => conformanceTarget());
}
