import { Writable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { writeTogether } from './write-together.ts';

function stream() {
  const pieces: string[] = [];
  const writable = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      pieces.push(chunk.toString());
      done();
    },
    writev: (chunks: { chunk: Buffer }[], done) => {
      pieces.push(chunks.map(({ chunk }) => chunk.toString()).join(''));
      done();
    },
  });
  writeTogether(writable);
  return { writable, pieces };
}

describe('writeTogether', () => {
  it('has what is written in one go leave in one piece, before the next turn', async () => {
    const { writable, pieces } = stream();
    writable.write('len');
    writable.write('body');
    writable.write('tag');
    expect(pieces).toEqual([]);
    await Promise.resolve();
    expect(pieces).toEqual(['lenbodytag']);
    writable.write('next');
    writable.write('one');
    await turn();
    expect(pieces).toEqual(['lenbodytag', 'nextone']);
  });

  it('calls back for each write, says when there is too much, and loses nothing at the end', async () => {
    const { writable, pieces } = stream();
    const told: string[] = [];
    expect(writable.write('first', () => told.push('first'))).toBe(true);
    expect(writable.write(Buffer.alloc(writable.writableHighWaterMark), () => told.push('second'))).toBe(
      false,
    );
    writable.end('last');
    await new Promise((finished) => writable.once('finish', finished));
    expect(told).toEqual(['first', 'second']);
    expect(pieces.join('')).toMatch(/^first\0+last$/);
  });
});
