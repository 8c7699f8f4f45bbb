import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** How bad a network is. A lost packet is a stall to whoever is above TCP, so that is what it is here. */
export interface BadNetwork {
  /** One way, in milliseconds. */
  readonly delayMs?: number;
  readonly bytesPerSecond?: number;
  /** Whether this piece is lost, and so comes only after `lossMs`. */
  readonly loses?: () => boolean;
  readonly lossMs?: number;
}

/** Bytes under way in one direction before no more is read: as much as a socket's buffers would hold. */
const mostUnderWay = 256 * 1024;

/** A TCP proxy to a local port that behaves as that network. */
export async function badNetwork(port: number, network: BadNetwork) {
  const open = new Set<Socket>();
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port, host: '127.0.0.1', noDelay: true });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from);
      carry(from, to, network);
      from.on('error', () => {});
      from.on('close', () => {
        open.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    /** Breaks every connection. */
    cut: () => {
      for (const socket of open) socket.destroy();
    },
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function carry(from: Socket, to: Socket, network: BadNetwork): void {
  const { delayMs = 0, bytesPerSecond = Number.POSITIVE_INFINITY, loses, lossMs = 300 } = network;
  const underWay: { readonly arrives: number; readonly data: Buffer }[] = [];
  let bytes = 0;
  let freeAt = 0;
  let timer: NodeJS.Timeout | undefined;
  const arrive = () => {
    timer = undefined;
    for (let first = underWay[0]; first && first.arrives <= performance.now(); first = underWay[0]) {
      underWay.shift();
      bytes -= first.data.length;
      if (!to.destroyed) to.write(first.data);
    }
    if (bytes <= mostUnderWay) from.resume();
    if (underWay[0]) timer = setTimeout(arrive, Math.max(0, underWay[0].arrives - performance.now()));
  };
  from.on('data', (data: Buffer) => {
    const begins = Math.max(performance.now(), freeAt);
    freeAt = begins + (data.length / bytesPerSecond) * 1000 + (loses?.() ? lossMs : 0);
    underWay.push({ arrives: freeAt + delayMs, data });
    bytes += data.length;
    if (bytes > mostUnderWay) from.pause();
    timer ??= setTimeout(arrive, Math.max(0, freeAt + delayMs - performance.now()));
  });
  from.on('close', () => clearTimeout(timer));
}
