import { expect, test } from 'vitest';
import { WholeCharacters } from './whole-characters.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('a text comes through, cut between characters, however it was cut', () => {
  const text = bytes('a—“ä” 日本 👩‍🚀 \u200b!');
  for (let length = 1; length <= text.length; length += 1) {
    const whole = new WholeCharacters();
    const strict = new TextDecoder('utf-8', { fatal: true });
    let read = '';
    for (let at = 0; at < text.length; at += length)
      read += strict.decode(whole.take(text.subarray(at, at + length)));
    expect(read).toBe('a—“ä” 日本 👩‍🚀 \u200b!');
  }
});

test('what is no UTF-8 is not held back', () => {
  const whole = new WholeCharacters();
  for (const piece of [[0x80, 0x80, 0x80, 0x80], [0xff], [0xe2, 0x41], [0xc0, 0x80]])
    expect([...whole.take(Uint8Array.from(piece))]).toEqual(piece);
});

test('what was kept is forgotten with its stream', () => {
  const whole = new WholeCharacters();
  expect(whole.take(Uint8Array.of(0x61, 0xe2, 0x80))).toEqual(Uint8Array.of(0x61));
  whole.forget();
  expect(whole.take(bytes('b'))).toEqual(bytes('b'));
});
