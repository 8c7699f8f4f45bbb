import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const api = process.env.SPRINGBOARD_URL ?? 'http://localhost:7800';

export default defineConfig({
  plugins: [react(), tailwindcss()],
  build: {
    // light-dark() and CSS nesting as they are, without a transpiled double.
    target: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    // Everything stays a file of its own: the content security policy allows no data: or inline script.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: {
    // The API checks the Origin of writes: keep the browser's view of the address and the API's the same.
    proxy: { '/api': { target: api, changeOrigin: true, headers: { origin: api } } },
  },
});
