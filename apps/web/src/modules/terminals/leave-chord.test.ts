import { expect, it } from 'vitest';
import { leaveChord } from './leave-chord.ts';

it('names a chord that the system lets through', () => {
  expect(leaveChord('Mozilla/5.0 (Windows NT 10.0; Win64; x64)')).toBe('Alt+Shift+Esc');
  expect(leaveChord('Mozilla/5.0 (X11; Linux x86_64)')).toBe('Ctrl+Shift+Esc');
});
