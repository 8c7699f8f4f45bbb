import { expect, test } from 'vitest';
import { WholeCharacters } from '../common/whole-characters.ts';
import { cutAnywhere, firstSeed, randomOutput, seeded } from '../testing/random-output.ts';
import { lineOfJson } from './json-text.ts';

const lineOf = (...pieces: Uint8Array[]) => lineOfJson('[1,', pieces, ']').toString();

test('is what JSON makes of the same text, to the byte', () => {
  const text = `${Array.from({ length: 0x180 }, (_, code) => String.fromCharCode(code)).join('')}字🚀👩‍💻\u2028\ufeff`;
  expect(lineOf(Buffer.from(text))).toBe(`[1,${JSON.stringify(text)}]\n`);
  expect(lineOf(Buffer.from('one, '), Buffer.from('"two"'))).toBe('[1,"one, \\"two\\""]\n');
  expect(lineOf()).toBe('[1,""]\n');
});

test('bytes that are no text are what a decoder makes of them, wherever they are cut', () => {
  for (let seed = firstSeed; seed < firstSeed + 30; seed += 1) {
    const random = seeded(seed);
    const bytes = randomOutput(random, 100);
    for (let n = 0; n < 40; n += 1) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 0x100);
    const characters = new WholeCharacters();
    const pieces = [...cutAnywhere(random, bytes, 50)].map((piece) => characters.take(piece));
    pieces.push(characters.take(Buffer.from('.')));
    const decoded = Buffer.concat([bytes, Buffer.from('.')]).toString('utf8');
    expect(JSON.parse(lineOf(...pieces)), `seed ${seed}`).toEqual([1, decoded]);
  }
});

test('a long text does not change a line that was made before', () => {
  const short = lineOfJson('', [Buffer.from('x'.repeat(5_000))], '');
  lineOfJson('', [Buffer.from('\0'.repeat(100_000))], '');
  expect(JSON.parse(short.toString())).toBe('x'.repeat(5_000));
});
