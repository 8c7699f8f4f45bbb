import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Logger } from '../logger.ts';

/** Metrics are for whoever has a login on this host; what is scraped from elsewhere comes through a proxy of theirs. */
const address = '127.0.0.1';

export interface MetricsServer {
  /** Null when the port was taken: the process works on without metrics. */
  readonly port: number | null;
  close(): Promise<void>;
}

/** A registry of one process, with what Node.js says of it. */
export function createRegistry(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}

/**
 * Serves `GET /metrics` on a loopback port of its own. Metrics are never worth a platform that does not start: a port that is
 * taken is told in the log, and nothing is served.
 */
export async function serveMetrics(options: {
  readonly registry: Registry;
  /** Done before each scrape. */
  readonly collect?: () => Promise<void>;
  /** 0 takes a free one; null serves nothing. */
  readonly port: number | null;
  /** Variable that sets the port, for the message. */
  readonly variable: string;
  readonly log: Pick<Logger, 'info' | 'warn'>;
}): Promise<MetricsServer> {
  const { registry, collect, port, variable, log } = options;
  if (port === null) return { port: null, close: async () => {} };
  const server = createServer(async (request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404, { 'content-type': 'text/plain' }).end('Only GET /metrics is here.\n');
      return;
    }
    try {
      await collect?.();
      const text = await registry.metrics();
      response.writeHead(200, { 'content-type': registry.contentType }).end(text);
    } catch (error) {
      log.warn({ err: error }, 'The metrics could not be collected.');
      response.writeHead(503, { 'content-type': 'text/plain' }).end('The metrics could not be collected.\n');
    }
  });
  const problem = await new Promise<Error | null>((resolve) => {
    server.once('error', resolve);
    server.listen(port, address, () => resolve(null));
  });
  if (problem) {
    log.warn(
      { err: problem, port },
      `The metrics are not served: their port cannot be had. Set ${variable} to a free one, or to off.`,
    );
    return { port: null, close: async () => {} };
  }
  server.on('error', (err) => log.warn({ err }, 'The server of the metrics has trouble.'));
  const bound = (server.address() as AddressInfo).port;
  log.info({ port: bound }, 'Metrics are served.');
  return {
    port: bound,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
