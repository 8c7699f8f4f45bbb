import {
  request as httpRequest,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  STATUS_CODES,
} from 'node:http';
import { type Duplex, pipeline } from 'node:stream';
import { mostHeaderBytes, pathOf, statusOf } from './forward.ts';
import type { LiveTab } from './live-tab.ts';
import { type Notice, noAnswer, tooMany } from './notices.ts';
import { requestHeaders } from './request-headers.ts';
import { responseHeaders, type TabPlace } from './response-headers.ts';
import { SocketActivity } from './socket-activity.ts';

/** A WebSocket on which nothing is said for so long is closed, in milliseconds. */
const silentMs = 3_600_000;

/** Hands a WebSocket to the node: its handshake by headers like a request's, then bytes both ways. Calls `onActivity` when a person is behind what the page says. */
export function forwardSocket(
  tab: LiveTab,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  place: TabPlace,
  refuse: (notice: Notice) => void,
  onActivity: () => void,
): void {
  const { ui } = tab.session;
  const done = tab.begin('socket', () => {
    sent?.destroy();
    socket.destroy();
  });
  if (!done) {
    refuse(tooMany);
    return;
  }
  socket.once('close', done);
  let answered = false;
  const fail = () => {
    // A second answer would stand within the first one.
    if (answered) socket.destroy();
    else refuse(noAnswer(ui.node, ui.port, ui.title));
    answered = true;
  };
  const sent = httpRequest({
    agent: tab.agent,
    path: pathOf(request) ?? '/',
    headers: { ...requestHeaders(request, ui, place.origin), connection: 'Upgrade', upgrade: 'websocket' },
    setHost: false,
    maxHeaderSize: mostHeaderBytes,
  });
  socket.once('close', () => sent.destroy());
  sent.once('upgrade', (answer, node, first) => {
    answered = true;
    const headers = responseHeaders(answer, tab.session, place);
    socket.write(headOf(101, { ...headers, connection: 'Upgrade', upgrade: 'websocket' }), 'latin1');
    if (first.length > 0) socket.write(first);
    if (head.length > 0) node.write(head);
    join(socket, node);
    const activity = new SocketActivity();
    node.on('data', () => activity.told(Date.now()));
    socket.on('data', () => {
      if (activity.isBehind(Date.now())) onActivity();
    });
  });
  sent.once('response', (answer) => {
    // The UI refuses the handshake, and says why as to any request.
    const status = statusOf(answer);
    if (status === undefined) {
      fail();
      return;
    }
    answered = true;
    const headers = { ...responseHeaders(answer, tab.session, place), connection: 'close' };
    socket.write(headOf(status, headers), 'latin1');
    pipeline(answer, socket, () => {});
  });
  sent.on('error', fail);
  sent.end();
}

/** Status line and headers as they go, as latin1, over a socket that is no HTTP response of Node's. */
export function headOf(status: number, headers: OutgoingHttpHeaders): string {
  const lines = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((one) => `${name}: ${one}`),
  );
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', ''].join('\r\n');
}

function join(one: Duplex, other: Duplex): void {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ] as const) {
    from.on('error', () => to.destroy());
    from.once('close', () => to.destroy());
    if ('setTimeout' in from && typeof from.setTimeout === 'function')
      from.setTimeout(silentMs, () => from.destroy());
    from.pipe(to);
  }
}
