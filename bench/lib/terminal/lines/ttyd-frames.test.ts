import { expect, test } from 'vitest';
import { ttydHello, ttydInput, ttydOutput } from './ttyd-frames.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('output is what follows its sign, whatever bytes it has', () => {
  expect(ttydOutput(Uint8Array.of(0x30, 0xe2, 0x82))).toEqual(Uint8Array.of(0xe2, 0x82));
  expect(ttydOutput(bytes('0'))).toEqual(new Uint8Array(0));
});

test('titles and preferences are no output', () => {
  expect(ttydOutput(bytes('1ssh (host)'))).toBeUndefined();
  expect(ttydOutput(bytes('2{}'))).toBeUndefined();
});

test('another protocol is not taken for silence', () => {
  expect(() => ttydOutput(bytes('9?'))).toThrow('TTYD_BIN');
  expect(() => ttydOutput(new Uint8Array(0))).toThrow('kind nothing');
});

test('the first message says the size, input has its sign', () => {
  expect(JSON.parse(ttydHello({ columns: 80, rows: 24 }).toString())).toMatchObject({
    columns: 80,
    rows: 24,
  });
  expect(ttydInput('é').toString()).toBe('0é');
});
