import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const api = process.env.SPRINGBOARD_URL ?? 'http://localhost:7800';

export default defineConfig({
  plugins: [react(), tailwindcss(), compress()],
  build: {
    // light-dark() and CSS nesting as they are, without a transpiled double.
    target: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    // Everything stays a file of its own: the content security policy allows no data: or inline script.
    assetsInlineLimit: 0,
    // xterm.js with its add-ons, loaded with the first terminal.
    chunkSizeWarningLimit: 600,
    modulePreload: { polyfill: false },
  },
  server: {
    // The API checks the Origin of writes: keep the browser's view of the address and the API's the same.
    proxy: { '/api': { target: api, changeOrigin: true, headers: { origin: api } } },
  },
});

/** Smaller files gain nothing worth a second request header. In bytes. */
const smallest = 1024;

/** Writes `.br` and `.gz` next to each file of text, which the API serves to browsers that take them. */
function compress(): Plugin {
  let folder = '';
  let write = true;
  return {
    name: 'springboard-compress',
    apply: 'build',
    configResolved(config) {
      write = config.build.write;
      folder = config.build.outDir.startsWith('/')
        ? config.build.outDir
        : join(config.root, config.build.outDir);
    },
    closeBundle() {
      // A build that stays in memory (tests) has no files of its own: those in the folder are another's.
      if (!write) return;
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!/\.(?:js|css|html|svg)$/.test(name)) continue;
        const path = join(folder, name);
        const data = readFileSync(path);
        if (data.length < smallest) continue;
        writeFileSync(`${path}.gz`, gzipSync(data, { level: 9 }));
        const params = { [constants.BROTLI_PARAM_QUALITY]: 10 };
        writeFileSync(`${path}.br`, brotliCompressSync(data, { params }));
      }
    },
  };
}
