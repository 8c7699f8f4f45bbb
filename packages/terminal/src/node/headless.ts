import { createRequire } from 'node:module';

// xterm.js ships CommonJS for Node.js whose names its ESM loader does not see; the types come from the packages as usual.
const require = createRequire(import.meta.url);

export const { Terminal } = require('@xterm/headless') as typeof import('@xterm/headless');
export const { SerializeAddon } =
  require('@xterm/addon-serialize') as typeof import('@xterm/addon-serialize');
export const { UnicodeGraphemesAddon } = loadGraphemes();

/**
 * This package unpacks its tables while it loads. Under Node.js 24.21 that failed twice in some hundred starts on a
 * busy machine ("Data error" over constant data), never alone, and never twice in a row; why is not known.
 */
function loadGraphemes(): typeof import('@xterm/addon-unicode-graphemes') {
  const name = '@xterm/addon-unicode-graphemes';
  try {
    return require(name);
  } catch {
    delete require.cache[require.resolve(name)];
    return require(name);
  }
}
