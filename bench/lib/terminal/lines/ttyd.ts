import { once } from 'node:events';
import { WebSocket } from 'ws';
import { type Line, type LineEvents, size } from './line.ts';
import { ttydHello, ttydInput, ttydOutput } from './ttyd-frames.ts';

export interface TtydAddress {
  readonly kind: 'ttyd';
  readonly url: string;
}

/** ttyd takes a connection within so long, in milliseconds. */
const handshakeTimeout = 30_000;

/** A terminal of ttyd. Its page pauses ttyd while it parses; this one parses nothing and never does. */
export async function openTtyd({ url }: TtydAddress, events: LineEvents): Promise<Line> {
  const socket = new WebSocket(url, ['tty'], { perMessageDeflate: false, handshakeTimeout });
  socket.on('message', (message: Buffer) => {
    const data = ttydOutput(message);
    if (data) events.output(data);
  });
  socket.on('close', (code) => events.end(`ttyd closed with ${code}`));
  // Told by 'close' as well, which comes behind it; without a listener it would end the process.
  socket.on('error', (error) => events.end(`ttyd: ${error.message}`));
  await once(socket, 'open');
  socket.send(ttydHello(size));
  return { type: (text) => socket.send(ttydInput(text)), close: () => socket.close() };
}
