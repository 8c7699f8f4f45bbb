import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { Services } from '../services.ts';
import { createApp } from './app.ts';

/** Requests that run get so long to end when the process is told to, in milliseconds. */
const drainMs = 5_000;
const tidyMs = 50;

export interface RunningServer {
  readonly port: number;
  /** Takes no new connections, ends event streams, lets requests end, then closes what is left. */
  close(): Promise<void>;
}

/** Serves the application on an address of this machine; port 0 takes a free one. */
export async function serve(
  services: Services,
  listen: { readonly bind: string; readonly port: number },
): Promise<RunningServer> {
  const server = createAdaptorServer({ fetch: createApp(services).fetch });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listen.port, listen.bind, resolve);
  });
  server.on('error', (err) => services.log.error({ err }, 'The HTTP server has trouble.'));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      services.live.end();
      // A kept-alive connection becomes idle only when its last answer has gone out.
      const tidy = setInterval(() => {
        if ('closeIdleConnections' in server) server.closeIdleConnections();
      }, tidyMs);
      const force = setTimeout(() => {
        if ('closeAllConnections' in server) server.closeAllConnections();
      }, drainMs);
      await closed;
      clearTimeout(force);
      clearInterval(tidy);
    },
  };
}
