import { expect, test } from 'vitest';
import { type Key, keyAction } from './keys.ts';

const none: Key = { key: '', ctrlKey: false, shiftKey: false, altKey: false, metaKey: false };
const elsewhere = { windows: false, selection: true };

test.each<[string, Partial<Key>, ReturnType<typeof keyAction>]>([
  ['Ctrl+C is the shell’s', { key: 'c', ctrlKey: true }, null],
  ['Ctrl+V is the shell’s', { key: 'v', ctrlKey: true }, null],
  ['Escape is the shell’s', { key: 'Escape' }, null],
  ['Insert is the shell’s', { key: 'Insert' }, null],
  ['Alt+Left is the shell’s', { key: 'ArrowLeft', altKey: true }, null],
  ['Alt+F is the shell’s', { key: 'f', altKey: true }, null],
  ['Ctrl+Alt+Shift+C is the shell’s', { key: 'C', ctrlKey: true, altKey: true, shiftKey: true }, null],
  ['Ctrl+Shift+C', { key: 'C', ctrlKey: true, shiftKey: true }, 'copy'],
  ['Ctrl+Insert', { key: 'Insert', ctrlKey: true }, 'copy'],
  ['Ctrl+Shift+V', { key: 'V', ctrlKey: true, shiftKey: true }, 'browser'],
  ['Cmd+C', { key: 'c', metaKey: true }, 'browser'],
  ['Cmd+F', { key: 'f', metaKey: true }, 'find'],
  ['Shift+Insert', { key: 'Insert', shiftKey: true }, 'browser'],
  ['Ctrl+Shift+F', { key: 'F', ctrlKey: true, shiftKey: true }, 'find'],
  ['Ctrl+Shift+Escape', { key: 'Escape', ctrlKey: true, shiftKey: true }, 'leave'],
  ['Alt+Shift+Escape', { key: 'Escape', altKey: true, shiftKey: true }, 'leave'],
  ['Alt+Shift+Down', { key: 'ArrowDown', altKey: true, shiftKey: true }, 'go-down'],
])('%s', (_name, key, action) => {
  expect(keyAction({ ...none, ...key }, elsewhere)).toBe(action);
});

test('on Windows Ctrl+V pastes, and Ctrl+C copies only what is selected', () => {
  const c = { ...none, key: 'c', ctrlKey: true };
  const v = { ...none, key: 'v', ctrlKey: true };
  expect(keyAction(v, { windows: true, selection: false })).toBe('browser');
  expect(keyAction(c, { windows: true, selection: true })).toBe('copy');
  expect(keyAction(c, { windows: true, selection: false })).toBeNull();
});
