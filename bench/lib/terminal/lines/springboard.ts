import { TerminalClient } from '@springboard/terminal/browser/client.ts';
import type { WebSocketLike } from '@springboard/terminal/browser/connection.ts';
import { WebSocket } from 'ws';
import { type Line, type LineEvents, size } from './line.ts';

export interface SpringboardAddress {
  readonly kind: 'springboard';
  readonly url: string;
  /** Opens one connection, once. */
  readonly ticket: string;
}

/** A terminal of Springboard's gateway, by the page's own client. What comes counts as parsed at once. */
export function openSpringboard({ url, ticket }: SpringboardAddress, events: LineEvents): Line {
  const client = new TerminalClient({
    getTicket: async () => ({ ticket, url }),
    size,
    openWebSocket: (to, protocol) =>
      new WebSocket(to, protocol, { perMessageDeflate: false }) as unknown as WebSocketLike,
    sink: {
      write: (data, parsed) => {
        if (data.length > 0) events.output(data);
        parsed();
      },
      resize: () => {},
      reset: () => {},
    },
  });
  client.on('state', (state) => {
    if (state.kind !== 'reconnecting' && state.kind !== 'closed') return;
    events.end(state.reason);
    // It would go on trying, beside whoever is measured next.
    setImmediate(() => client.close());
  });
  client.connect();
  return { type: (text) => client.input(text), close: () => client.close() };
}
