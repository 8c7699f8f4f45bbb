import {
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream';
import { letBodyGo } from './let-go.ts';
import type { LiveTab } from './live-tab.ts';
import { type Notice, noAnswer, silent, tooMany } from './notices.ts';
import { requestHeaders } from './request-headers.ts';
import { responseHeaders, type TabPlace } from './response-headers.ts';

/** A request is cut when not a byte moves for so long, in minutes: long polls come back earlier. */
export const silentMinutes = 5;
/** What is left of an upload that its node does not want may come for so long, in milliseconds: it can be an image of a gigabyte. */
const leftoverMs = 120_000;
/** Headers of a node's answer, in bytes. */
export const mostHeaderBytes = 32 * 1024;

/** The path of a request; undefined for one that is none, as proxies are asked. */
export function pathOf(request: IncomingMessage): string | undefined {
  return request.url?.startsWith('/') ? request.url : undefined;
}

/** Whether a body comes with a request, by the headers that frame it. */
export function hasBody({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
}

/** The status of a node's answer; undefined where it is no answer: a node may say what it likes, and Node.js throws at what is none. */
export function statusOf({ statusCode = 0 }: Pick<IncomingMessage, 'statusCode'>): number | undefined {
  return statusCode < 200 ? undefined : statusCode;
}

/** Hands a request to the node and its answer back, both as they come. `refuse` answers with a notice instead. */
export function forward(
  tab: LiveTab,
  request: IncomingMessage,
  response: ServerResponse,
  place: TabPlace,
  refuse: (notice: Notice) => void,
): void {
  const { ui } = tab.session;
  let upstream: ClientRequest | undefined;
  let over = false;
  const cut = () => {
    over = true;
    upstream?.destroy();
    response.destroy();
  };
  const done = tab.begin('request', cut);
  if (!done) {
    refuse(tooMany);
    return;
  }
  const fail = (notice: Notice) => {
    if (over) return;
    over = true;
    upstream?.destroy();
    // What has begun can only be broken off: the browser then knows that it is not whole.
    if (response.headersSent) response.destroy();
    else refuse(notice);
  };
  response.once('close', () => {
    done();
    over = true;
    upstream?.destroy();
    letBodyGo(request, leftoverMs);
  });
  response.setTimeout(silentMinutes * 60_000, () => fail(silent(ui.node, silentMinutes)));

  const send = (firstTry: boolean) => {
    const sent = httpRequest({
      agent: tab.agent,
      method: request.method ?? 'GET',
      path: pathOf(request) ?? '/',
      headers: requestHeaders(request, ui, place.origin),
      setHost: false,
      maxHeaderSize: mostHeaderBytes,
    });
    upstream = sent;
    sent.once('response', (answer) => {
      if (over) {
        answer.destroy();
        return;
      }
      const status = statusOf(answer);
      if (status === undefined) {
        fail(noAnswer(ui.node, ui.port, ui.title));
        return;
      }
      // Without the node's words for the status, which no browser shows.
      response.writeHead(status, responseHeaders(answer, tab.session, place));
      // Sends the headers on. `flushHeaders` would write those bytes of them that are not ASCII as UTF-8, another time.
      response.write(Buffer.alloc(0));
      pipeline(answer, response, (error) => {
        if (error) response.destroy();
      });
    });
    sent.once('upgrade', (_answer, stream) => {
      stream.destroy();
      fail(noAnswer(ui.node, ui.port, ui.title));
    });
    sent.on('error', () => {
      letBodyGo(request, leftoverMs);
      // The answer is on its way, and says itself when it breaks off: a node may answer before it has read a whole body.
      if (response.headersSent) return;
      // The node closed a connection that was kept for the next request, this one.
      if (firstTry && !hasBody(request) && sent.reusedSocket && !over) send(false);
      else fail(noAnswer(ui.node, ui.port, ui.title));
    });
    if (hasBody(request)) request.pipe(sent);
    else sent.end();
  };
  send(true);
}
