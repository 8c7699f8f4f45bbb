import { expect, it } from 'vitest';
import { jsonArrayStream } from './json-array-stream.ts';

async function* pages(...given: unknown[][]) {
  yield* given;
}

const read = (...given: unknown[][]) => new Response(jsonArrayStream(pages(...given))).text();

it('is one array, also of pages without anything', async () => {
  expect(await read([], [{ a: 1 }, { b: '\n' }], [], [{ c: null }])).toBe(
    '[\n{"a":1},\n{"b":"\\n"},\n{"c":null}\n]\n',
  );
  expect(JSON.parse(await read())).toEqual([]);
  expect(JSON.parse(await read([], []))).toEqual([]);
});

it('ends the reading when nobody wants the rest', async () => {
  let ended = false;
  async function* endless() {
    try {
      for (;;) yield [1];
    } finally {
      ended = true;
    }
  }
  const reader = jsonArrayStream(endless()).getReader();
  await reader.read();
  await reader.cancel();
  expect(ended).toBe(true);
});
