import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** What a page asks its server for besides its own files, by path. */
export type Answers = Readonly<Record<string, () => Promise<string | Uint8Array>>>;

const types: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css' };
let built: Promise<Answers> | undefined;

/** The benchmark's pages as the web app would ship them: bundled. */
async function build(): Promise<Answers> {
  const vite = await import('vite');
  const input = ['springboard', 'xterm-alone'].map((name) => join(import.meta.dirname, `${name}.html`));
  const output = await vite.build({
    root: import.meta.dirname,
    logLevel: 'error',
    build: { write: false, rollupOptions: { input } },
  });
  if (!('output' in output)) throw new Error('one build was expected');
  return Object.fromEntries(
    output.output.map((file) => [
      `/${file.fileName}`,
      async () => (file.type === 'chunk' ? file.code : file.source),
    ]),
  );
}

/** Serves the pages on a loopback port, and `answers` beside them. */
export async function servePages(answers: Answers): Promise<{ readonly url: string; stop(): Promise<void> }> {
  built ??= build();
  const all: Answers = { ...(await built), ...answers };
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const answer = all[path];
    const type = types[path.split('.')[1] ?? ''] ?? 'application/octet-stream';
    if (!answer) {
      response.writeHead(404).end();
      return;
    }
    answer().then(
      (body) => response.writeHead(200, { 'content-type': type }).end(body),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      if (!server.listening) return;
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
