import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';
import type { TabSession } from './authority.ts';
import { frameAncestors, policiesOf } from './content-policy.ts';
import { cookieOfNode } from './cookies.ts';
import { locationFor } from './location.ts';
import { withoutHopByHop } from './request-headers.ts';

/**
 * What a UI may not decide for a browser that has other pages of ours: deleting what other hosts keep, pinning https or another way, having
 * failures reported elsewhere, workers that outlive the page. Framing is said anew.
 */
const notTheirs = new Set([
  'alt-svc',
  'clear-site-data',
  'nel',
  'report-to',
  'reporting-endpoints',
  'service-worker-allowed',
  'set-cookie2',
  'strict-transport-security',
  'x-frame-options',
]);

/** What a tab is served by. */
export interface TabPlace {
  readonly origin: string;
  readonly originOf: (label: string) => string;
  readonly secure: boolean;
  /** Origins of the platform's pages. */
  readonly pages: ReadonlySet<string>;
}

/** A UI's answer as the browser may see it. */
export function responseHeaders(
  answer: Pick<IncomingMessage, 'headersDistinct'>,
  session: TabSession,
  { origin, originOf, secure, pages }: TabPlace,
): OutgoingHttpHeaders {
  const given = withoutHopByHop(answer.headersDistinct);
  const headers: OutgoingHttpHeaders = {};
  for (const [name, values] of Object.entries(given)) {
    if (!notTheirs.has(name)) headers[name] = values;
  }
  const cookies = (given['set-cookie'] ?? []).flatMap((line) => cookieOfNode(line) ?? []);
  delete headers['set-cookie'];
  if (cookies.length > 0) headers['set-cookie'] = cookies;
  const location = given.location?.[0];
  if (location !== undefined) headers.location = locationFor(location, session, origin, originOf);
  const frame = frameAncestors(pages);
  headers['content-security-policy'] = [
    ...policiesOf(given['content-security-policy'] ?? []),
    // Addresses that the UI makes with its own scheme.
    secure ? `${frame}; upgrade-insecure-requests` : frame,
  ].join(', ');
  return headers;
}
