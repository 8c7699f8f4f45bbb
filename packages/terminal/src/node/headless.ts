import { createRequire } from 'node:module';

// xterm.js ships CommonJS for Node.js whose names its ESM loader does not see; the types come from the packages as usual.
const require = createRequire(import.meta.url);

export const { Terminal } = require('@xterm/headless') as typeof import('@xterm/headless');
export const { SerializeAddon } =
  require('@xterm/addon-serialize') as typeof import('@xterm/addon-serialize');
export const { UnicodeGraphemesAddon } =
  require('@xterm/addon-unicode-graphemes') as typeof import('@xterm/addon-unicode-graphemes');
