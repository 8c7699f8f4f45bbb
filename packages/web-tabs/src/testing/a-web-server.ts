import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import type { Duplex } from 'node:stream';

/** For tests: a node's web server, which lives in this process. Its WebSocket sends back what it gets, but for the one at `/mute`. */
export interface WebServer {
  readonly port: number;
  /** Emits `heard` for what a WebSocket gets. */
  readonly events: EventEmitter;
  /** A stream to it, as drivers give one. */
  connect(): Promise<Duplex>;
  close(): Promise<void>;
}

export async function aWebServer(
  listener: RequestListener,
  tls?: { readonly key: string; readonly cert: string },
): Promise<WebServer> {
  const server: Server = tls ? createTlsServer(tls, listener) : createServer(listener);
  const sockets = new Set<Duplex>();
  const events = new EventEmitter();
  server.on('upgrade', (request, socket) => {
    sockets.add(socket);
    if (request.url === '/refused') {
      socket.end('HTTP/1.1 418 I am a teapot\r\nContent-Length: 3\r\n\r\nno\n');
      return;
    }
    const accept = createHash('sha1')
      .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
      .digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    socket.on('error', () => undefined);
    socket.on('data', (data: Buffer) => {
      if (request.url !== '/mute') socket.write(unmasked(data));
      events.emit('heard');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    events,
    connect: async () => {
      const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      await once(socket, 'connect');
      return socket;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** One short masked text frame as a server may send it. */
function unmasked(frame: Buffer): Buffer {
  const length = (frame[1] ?? 0) & 0x7f;
  const mask = frame.subarray(2, 6);
  const text = frame.subarray(6, 6 + length).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([Buffer.of(frame[0] ?? 0, length), text]);
}
