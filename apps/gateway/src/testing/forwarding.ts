import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { expect } from 'vitest';
import type { OwnClient } from './own-client.ts';

/** A port that nobody listens on. */
export async function aFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** `ssh -N` with a forwarding that listens on a port of the client. */
export async function forwarding(client: OwnClient, user: string, option: (port: number) => string[]) {
  const port = await aFreePort();
  const child = client.start('ssh', ['-N', ...option(port), '-o', 'ExitOnForwardFailure=yes', `${user}@lab`]);
  await expect.poll(() => reachable(port), { timeout: 20_000 }).toBe(true);
  return { port, child };
}

function reachable(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}

/** Sends a text, ends its half, and answers all that comes back. */
export async function ask(socket: Socket, text: string): Promise<string> {
  if (socket.closed) return '';
  let back = '';
  socket.on('data', (data) => {
    back += data.toString();
  });
  socket.on('error', () => {});
  const closed = new Promise((resolve) => socket.on('close', resolve));
  socket.resume();
  socket.end(text);
  await closed;
  return back;
}

/** RFC 1928: four bytes, an IPv4 address and a port. */
const socksAnswerBytes = 10;

/** A connection through a SOCKS5 proxy, by name. OpenSSH's says yes to everything, and closes what is refused. */
export async function throughSocks(port: number, host: string, to: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('error', () => {});
  await once(socket, 'connect');
  socket.write(Uint8Array.of(5, 1, 0));
  await once(socket, 'data');
  const name = Buffer.from(host);
  socket.write(
    Buffer.concat([Uint8Array.of(5, 1, 0, 3, name.length), name, Uint8Array.of(to >> 8, to & 255)]),
  );
  const answer = Promise.withResolvers<void>();
  socket.once('data', (data: Buffer) => {
    // What the other end says may have come with the proxy's answer, or right after: it is kept for who asks.
    socket.pause();
    if (data.length > socksAnswerBytes) socket.unshift(data.subarray(socksAnswerBytes));
    answer.resolve();
  });
  socket.once('end', () => answer.resolve());
  socket.once('close', () => answer.resolve());
  await answer.promise;
  return socket;
}
