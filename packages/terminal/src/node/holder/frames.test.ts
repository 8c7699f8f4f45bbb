import { expect, test } from 'vitest';
import { HolderReader, holderFrame } from './frames.ts';

const fromHolder = (type: string, body: string) => {
  const frame = holderFrame('i', Buffer.from(body));
  frame.write(type, 'latin1');
  return frame;
};

test('what a holder sends is read, however it was cut', () => {
  const sent = Buffer.concat([
    fromHolder('h', '00112233445566ff'),
    fromHolder('o', 'output'),
    fromHolder('o', ''),
    fromHolder('o', ' and more'),
    fromHolder('e', 'exit 0'),
  ]);
  for (let length = 1; length <= sent.length; length += 1) {
    const read: string[] = [];
    let output = '';
    const reader = new HolderReader({
      hello: (id) => read.push(id),
      output: (data) => {
        output += data.toString();
      },
      end: (how) => read.push(how),
    });
    for (let at = 0; at < sent.length; at += length) reader.feed(sent.subarray(at, at + length));
    expect([...read, output]).toEqual(['00112233445566ff', 'exit 0', 'output and more']);
  }
});

test.each([
  ['of another type', fromHolder('x', 'hi')],
  ['with an endless word', Buffer.from('h\xff\xff\xff\xff', 'latin1')],
  ['with a word that is too long', fromHolder('e', 'exit '.repeat(20))],
])('a frame %s is refused', (_name, frame) => {
  const reader = new HolderReader({ hello: () => {}, output: () => {}, end: () => {} });
  expect(() => reader.feed(Buffer.concat([frame, Buffer.from('more')]))).toThrow('frame');
});
