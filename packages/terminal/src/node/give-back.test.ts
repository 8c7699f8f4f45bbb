import { expect, test } from 'vitest';
import { givingBack } from './give-back.ts';

test('many bytes are given back once they are written', () => {
  const bytes = new Uint8Array(64 * 1024);
  givingBack(bytes)?.();
  expect([bytes.length, bytes.buffer.detached]).toEqual([0, true]);
});

test('what could not be written may still be somebody’s, and stays', () => {
  const bytes = new Uint8Array(64 * 1024);
  givingBack(bytes)?.(new Error('the socket broke'));
  expect(bytes).toHaveLength(64 * 1024);
});

test('memory that others use, too, is theirs; few bytes are left to the collector', () => {
  const shared = new Uint8Array(64 * 1024).subarray(1);
  expect([givingBack(shared), givingBack(Buffer.from('an echo'))]).toEqual([undefined, undefined]);
});
