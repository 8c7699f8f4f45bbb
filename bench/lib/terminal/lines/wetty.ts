import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type Line, type LineEvents, size } from './line.ts';
import { WettyCredit } from './wetty-credit.ts';

export interface WettyAddress {
  readonly kind: 'wetty';
  readonly origin: string;
  readonly base: string;
  /** Where wetty is installed: its own socket.io-client is used. */
  readonly folder: string;
}

/** The part of socket.io-client's socket that is used. */
interface Socket {
  on(event: string, listener: (data: unknown) => void): Socket;
  emit(event: string, data: unknown): void;
  close(): void;
}
interface SocketIo {
  readonly io: (origin: string, options: object) => Socket;
}

/** A terminal of wetty, as its page uses it. What comes counts as parsed at once. */
export function openWetty({ origin, base, folder }: WettyAddress, events: LineEvents): Line {
  const { io } = createRequire(join(folder, 'package.json'))('socket.io-client') as SocketIo;
  // A page begins by polling; this begins with the WebSocket, which is quicker.
  const options = {
    path: `${base}/socket.io`,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  };
  const socket = io(origin, options);
  const credit = new WettyCredit();
  socket
    .on('login', () => socket.emit('resize', { cols: size.columns, rows: size.rows }))
    .on('data', (data) => {
      if (typeof data !== 'string') throw new Error('wetty sent output that is no text');
      events.output(data);
      const amount = credit.take(data.length);
      if (amount > 0) socket.emit('commit', amount);
    })
    .on('logout', () => events.end('wetty says that the shell ended'))
    .on('disconnect', (why) => events.end(`wetty disconnected: ${why}`))
    .on('connect_error', (error) => events.end(`wetty cannot be reached: ${error}`));
  return { type: (text) => socket.emit('input', text), close: () => socket.close() };
}
