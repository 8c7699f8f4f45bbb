import type { IncomingMessage } from 'node:http';
import { subprotocol, terminalPath } from '@springboard/terminal/common/limits.ts';

/** Why an upgrade is refused: HTTP status and a sentence. */
export interface Refusal {
  readonly status: 400 | 403 | 404;
  readonly reason: string;
}

/** Origins whose pages may open terminals: the public one, and for a local one its other name. */
export function allowedOrigins(publicUrl: string): ReadonlySet<string> {
  const url = new URL(publicUrl);
  const origins = new Set([url.origin]);
  // A person who types 127.0.0.1 instead of localhost reaches the same page on the same machine.
  if (url.hostname === 'localhost') origins.add(`${url.protocol}//127.0.0.1:${url.port || '80'}`);
  return origins;
}

/**
 * Decides about a WebSocket before anything is said on it. Only pages of ours may open one: no Origin, another Origin, or a
 * request another site caused is refused, ticket or not.
 */
export function refusalOf(request: IncomingMessage, origins: ReadonlySet<string>): Refusal | undefined {
  const { pathname } = new URL(request.url ?? '/', 'http://gateway');
  // A proxy may put a path in front; the ticket's address may name the gateway alone.
  if (pathname !== '/' && !pathname.endsWith(terminalPath))
    return { status: 404, reason: 'There is nothing here.' };
  const { origin } = request.headers;
  if (origin === undefined || !origins.has(origin)) {
    return {
      status: 403,
      reason:
        'Terminals are opened by the pages of this installation only. Is SPRINGBOARD_URL the address people use?',
    };
  }
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'same-site') {
    return { status: 403, reason: 'Another site asked for this terminal.' };
  }
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  if (!offered.includes(subprotocol)) return { status: 400, reason: `Only ${subprotocol} is spoken here.` };
  return undefined;
}
