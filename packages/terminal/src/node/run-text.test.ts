import { expect, test } from 'vitest';
import { typedText } from './run-text.ts';

test('a command is typed with Enter, whatever ends it', () => {
  expect(typedText('ceph -s', false)).toBe('ceph -s\r');
  expect(typedText('ceph -s\r\n\n', true)).toBe('ceph -s\r');
});

test('several lines go as one paste where the shell knows pastes', () => {
  expect(typedText('a\nb\n', true)).toBe('\x1b[200~a\rb\x1b[201~\r');
  expect(typedText('a\nb', false)).toBe('a\rb\r');
});

test('no key but Enter and Tab gets through, so a text cannot end its own paste', () => {
  expect(typedText('a\x1b[201~\x03b\tc\u009bd', true)).toBe('a[201~b\tcd\r');
});
