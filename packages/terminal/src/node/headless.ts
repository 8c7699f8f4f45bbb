import { createRequire } from 'node:module';

// xterm.js ships CommonJS for Node.js whose names its ESM loader does not see; the types come from the packages as usual.
const require = createRequire(import.meta.url);

export const { Terminal } = require('@xterm/headless') as typeof import('@xterm/headless');
export const { UnicodeGraphemesAddon } = loadGraphemes();

/**
 * This package unpacks its tables while it loads, and reads their head from the beginning of `Buffer.from(…).buffer` without the buffer's
 * offset. A small buffer is a piece of Node.js's pool, so what it reads then is whatever used the pool first: zeros end in "Data error",
 * anything else in wrong widths. Without a pool the buffer begins where it is read.
 */
function loadGraphemes(): typeof import('@xterm/addon-unicode-graphemes') {
  const { poolSize } = Buffer;
  Buffer.poolSize = 0;
  try {
    return require('@xterm/addon-unicode-graphemes');
  } finally {
    Buffer.poolSize = poolSize;
  }
}
