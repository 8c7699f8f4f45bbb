import { expect, test } from 'vitest';
import { inputWindowBytes, maxInputBytes } from '../common/limits.ts';
import { InputQueue } from './input-queue.ts';

const sendable = (queue: InputQueue) => [...queue.takeSendable()].map(({ sequence }) => sequence);

test('a long paste is split, and waits for the window', () => {
  const queue = new InputQueue();
  queue.push(new Uint8Array(inputWindowBytes + 10));
  expect(sendable(queue)).toEqual([1, 2, 3, 4]);
  expect(sendable(queue)).toEqual([]);
  queue.acknowledge(1);
  expect(sendable(queue)).toEqual([5]);
  queue.acknowledge(5);
  expect(queue.size).toBe(0);
});

test('after a drop, what the server has not taken goes again under the same numbers', () => {
  const queue = new InputQueue();
  for (const size of [1, 2, maxInputBytes]) queue.push(new Uint8Array(size));
  expect(sendable(queue)).toEqual([1, 2, 3]);
  queue.rewind(2);
  expect(sendable(queue)).toEqual([3]);
  queue.acknowledge(3);
  queue.push(new Uint8Array(1));
  expect(sendable(queue)).toEqual([4]);
});

test('what was meant for another shell is dropped, its numbers are not used again', () => {
  const queue = new InputQueue();
  queue.push(new Uint8Array(3));
  expect(sendable(queue)).toEqual([1]);
  queue.clear();
  queue.push(new Uint8Array(3));
  expect(sendable(queue)).toEqual([2]);
});
