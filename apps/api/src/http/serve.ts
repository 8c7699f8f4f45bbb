import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { ServerConfig } from '@springboard/config/processes.ts';
import { followTlsFiles, readTlsFiles } from '@springboard/config/tls-files.ts';
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

/** Serves the application on an address of this machine, by TLS where it is given a certificate; port 0 takes a free one. */
export async function serve(
  services: Services,
  listen: Pick<ServerConfig, 'bind' | 'port'> & Partial<Pick<ServerConfig, 'tls'>>,
): Promise<RunningServer> {
  const { fetch } = createApp(services);
  const { tls = null } = listen;
  const secure = tls && { createServer, serverOptions: readTlsFiles(tls) };
  const server = createAdaptorServer({ fetch, ...secure });
  const unfollow =
    tls && 'setSecureContext' in server
      ? followTlsFiles(tls, server, (err) =>
          services.log.error({ err }, 'The new certificate is not served.'),
        )
      : () => {};
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(listen.port, listen.bind, resolve);
  });
  server.on('error', (err) => services.log.error({ err }, 'The HTTP server has trouble.'));
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      unfollow();
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
