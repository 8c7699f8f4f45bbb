/** Numbers from 0 up to 1, the same ones for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const below = (random: () => number, limit: number) => Math.floor(random() * limit);
export function oneOf<T>(random: () => number, choices: readonly [T, ...T[]]): T {
  return choices[below(random, choices.length)] ?? choices[0];
}

const words = [
  'health: HEALTH_OK ',
  'x',
  '日本語のログ ',
  '👩‍🚀🧪 ',
  'e\u0301a\u0308o\u0302 ',
  'ﬁn\u200bal ',
  '한국어',
  '  ',
  '\t',
] as const;

/**
 * What programs print, pieces of it cut anywhere, and what none prints. Three modes are left out, since nothing can be equal to what xterm.js 6 makes of
 * them: without wrapping (DECAWM) a wide character at the edge depends on how output was cut, in insert mode joined characters do,
 * and in origin mode a cursor may be outside of the margins, where no movement leads.
 */
const pieces: readonly [
  (random: () => number) => string | Uint8Array,
  ...((random: () => number) => string | Uint8Array)[],
] = [
  (random) => oneOf(random, words),
  (random) => oneOf(random, words).repeat(1 + below(random, 40)),
  () => '\r\n',
  () => '\r\n',
  (random) => oneOf(random, ['\r', '\n', '\b', '\x0b', '\x0c', '\x85']),
  (random) => `\x1b[${below(random, 110)}m`,
  (random) => `\x1b[38;5;${below(random, 256)}m\x1b[48;2;${below(random, 256)};9;77m`,
  () => '\x1b[0m',
  (random) => `\x1b[${1 + below(random, 30)};${1 + below(random, 90)}H`,
  (random) => `\x1b[${below(random, 9)}${oneOf(random, ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'd', 'S', 'T'])}`,
  (random) => `\x1b[${below(random, 4)}${oneOf(random, ['J', 'K'])}`,
  (random) => `\x1b[${1 + below(random, 5)}${oneOf(random, ['L', 'M', 'P', '@', 'X'])}`,
  (random) => `\x1b[${1 + below(random, 10)};${12 + below(random, 12)}r`,
  () => '\x1b[r',
  (random) => `\x1b[?${oneOf(random, ['1', '25', '1049', '2004', '1006'])}${oneOf(random, ['h', 'l'])}`,
  (random) => oneOf(random, ['\x1b7', '\x1b8', '\x1bM', '\x1bD', '\x1bE', '\x1b[s', '\x1b[u']),
  (random) => oneOf(random, ['\x1b(0', '\x1b(B', '\x0e', '\x0f']),
  () => '\x1b]2;a title\x07',
  () => '\x1bP1$r0m\x1b\\',
  () => '\x1b]8;;https://example.org\x1b\\link\x1b]8;;\x1b\\',
  (random) => Uint8Array.from({ length: 1 + below(random, 30) }, () => below(random, 256)),
  (random) => oneOf(random, ['\x1b', '\x1b[', '\x1b[3', '\x1b]2;ne', '\x1bP']),
];

/** So many random pieces of output, as bytes. */
export function randomOutput(random: () => number, count: number): Buffer {
  return Buffer.concat(
    Array.from({ length: count }, () => Buffer.from(oneOf(random, pieces)(random) as string)),
  );
}

/** The bytes in pieces of random lengths: characters and control sequences are cut. */
export function* cutAnywhere(random: () => number, bytes: Buffer, longest: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; ) {
    const length = 1 + below(random, longest);
    yield bytes.subarray(at, at + length);
    at += length;
  }
}

/** Where tests begin: always the same, so that they fail only for a change; `SPRINGBOARD_TEST_SEED` has them look elsewhere. */
export const firstSeed = Number(process.env.SPRINGBOARD_TEST_SEED ?? 1);
