import { dirname, join } from 'node:path';
import { Agent, type Dispatcher } from 'undici';
import type { ClientOptions } from 'ws';

/** Where the engine's API is: this host's socket, or another machine with a client certificate (PEM texts). */
export type Endpoint =
  | { readonly kind: 'unix'; readonly socket: string }
  | {
      readonly kind: 'https';
      /** Such as `https://incus.example:8443`. */
      readonly url: string;
      readonly clientCertificate: string;
      readonly clientKey: string;
      /** Pinned when given: no other certificate is accepted, whatever name it carries. */
      readonly serverCertificate?: string;
    };

/** Milliseconds until a connection attempt counts as failed; a socket on this host answers in one. */
const connectTimeout = 10_000;

function tls(endpoint: Endpoint) {
  if (endpoint.kind === 'unix') return {};
  const pinned = endpoint.serverCertificate;
  return {
    cert: endpoint.clientCertificate,
    key: endpoint.clientKey,
    ...(pinned === undefined ? {} : { ca: pinned, checkServerIdentity: () => undefined }),
  };
}

/**
 * Whether the engine is this host's own and we may touch what it keeps on disk: what the engine cannot mend by itself is mended there. Of an
 * engine elsewhere, or without root, its own error has to do.
 */
export function isOurHost(endpoint: Endpoint): endpoint is Extract<Endpoint, { kind: 'unix' }> {
  return endpoint.kind === 'unix' && process.getuid?.() === 0;
}

/** Where the engine of this host has a storage pool; undefined unless it is ours to touch. */
export function poolFolder(endpoint: Endpoint, pool: string): string | undefined {
  return isOurHost(endpoint) ? join(dirname(endpoint.socket), 'storage-pools', pool) : undefined;
}

/** HTTP connections to the endpoint. Answers may take long (waiting for operations); `IncusClient` limits each call by its kind. */
export function httpDispatcher(endpoint: Endpoint): Dispatcher {
  return new Agent({
    connections: 64,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: {
      timeout: connectTimeout,
      ...(endpoint.kind === 'unix' ? { socketPath: endpoint.socket } : tls(endpoint)),
    },
  });
}

/** Origin that HTTP requests name; over a socket it is only a form. */
export function httpOrigin(endpoint: Endpoint): string {
  return endpoint.kind === 'unix' ? 'http://incus' : endpoint.url.replace(/\/+$/, '');
}

/** Address and options of a WebSocket to `path` (query included). */
export function webSocketTarget(endpoint: Endpoint, path: string): { url: string; options: ClientOptions } {
  const url =
    endpoint.kind === 'unix'
      ? `ws+unix:${endpoint.socket}:${path}`
      : `${httpOrigin(endpoint).replace(/^http/, 'ws')}${path}`;
  return {
    url,
    options: { perMessageDeflate: false, handshakeTimeout: connectTimeout, ...tls(endpoint) },
  };
}
