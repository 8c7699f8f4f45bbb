import { expect, test } from 'vitest';
import { type Key, keyAction } from './keys.ts';

const none: Key = { key: '', ctrlKey: false, shiftKey: false, altKey: false, metaKey: false };

test.each<[string, Partial<Key>, ReturnType<typeof keyAction>]>([
  ['Ctrl+C is the shell’s', { key: 'c', ctrlKey: true }, null],
  ['Ctrl+V is the shell’s', { key: 'v', ctrlKey: true }, null],
  ['Escape is the shell’s', { key: 'Escape' }, null],
  ['Ctrl+Shift+C', { key: 'C', ctrlKey: true, shiftKey: true }, 'copy'],
  ['Ctrl+Shift+V', { key: 'V', ctrlKey: true, shiftKey: true }, 'browser'],
  ['Cmd+C', { key: 'c', metaKey: true }, 'browser'],
  ['Shift+Insert', { key: 'Insert', shiftKey: true }, 'browser'],
  ['Ctrl+Shift+F', { key: 'F', ctrlKey: true, shiftKey: true }, 'find'],
  ['Ctrl+Shift+Escape', { key: 'Escape', ctrlKey: true, shiftKey: true }, 'leave'],
  ['Alt+Shift+Escape', { key: 'Escape', altKey: true, shiftKey: true }, 'leave'],
])('%s', (_name, key, action) => {
  expect(keyAction({ ...none, ...key })).toBe(action);
});
