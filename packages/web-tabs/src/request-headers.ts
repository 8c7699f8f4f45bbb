import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { TabUi } from './authority.ts';
import { cookiesForNode } from './cookies.ts';

/** Of one connection, not of the message (RFC 9110, 7.6.1); and what only proxies say to each other. */
const ofConnection = [
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];
/** Set by us, or by nobody: a browser has no business to say them, and where its person sits is not the node's. */
const forwarded = /^(forwarded|via|x-forwarded-.*|x-real-ip)$/;

/**
 * The headers without those of the connection and those that it names. The length stays, whatever a connection names: without it the body would be
 * read as the next message.
 */
export function withoutHopByHop(headers: NodeJS.Dict<string[]>): Record<string, string[]> {
  const named = (headers.connection ?? []).flatMap((value) => value.toLowerCase().split(/\s*,\s*/));
  const dropped = new Set([...ofConnection, ...named]);
  dropped.delete('content-length');
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, values]) =>
      values === undefined || dropped.has(name) ? [] : [[name, values]],
    ),
  );
}

/**
 * What the node is told. It is asked by the scheme it speaks and the host that the browser knows, and everything it hears agrees with that:
 * Host, Origin, Referer and X-Forwarded-*. So checks of one against the other hold without a setting, and the addresses it makes are right.
 */
export function requestHeaders(
  request: Pick<IncomingMessage, 'headersDistinct'>,
  ui: Pick<TabUi, 'scheme'>,
  origin: string,
): OutgoingHttpHeaders {
  const given = withoutHopByHop(request.headersDistinct);
  const seen = seenBy(ui, origin);
  const headers: OutgoingHttpHeaders = {};
  for (const [name, values] of Object.entries(given)) {
    if (!forwarded.test(name)) headers[name] = values;
  }
  delete headers.cookie;
  delete headers.referer;
  const cookie = cookiesForNode(given.cookie?.join('; '));
  if (cookie !== undefined) headers.cookie = cookie;
  if (given.origin?.[0] === origin) headers.origin = seen;
  const referer = given.referer?.[0];
  if (referer?.startsWith(`${origin}/`)) headers.referer = seen + referer.slice(origin.length);
  headers.host = new URL(origin).host;
  headers['x-forwarded-host'] = headers.host;
  headers['x-forwarded-proto'] = ui.scheme;
  // A body whose length is not told in advance.
  if (request.headersDistinct['transfer-encoding'] !== undefined) headers['transfer-encoding'] = 'chunked';
  return headers;
}

/** The origin as the node sees it: the browser's host by the node's own scheme. */
export function seenBy({ scheme }: Pick<TabUi, 'scheme'>, origin: string): string {
  return `${scheme}://${new URL(origin).host}`;
}
