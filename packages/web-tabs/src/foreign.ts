import type { IncomingMessage } from 'node:http';

/**
 * Whether another origin makes the browser ask: the page of another environment, or any other. Only a navigation that reads may come from
 * elsewhere, which is how the workspace leads to a tab; the cookie alone would let every page ask in the person's name.
 */
export function isForeign(
  { headers, method }: Pick<IncomingMessage, 'headers' | 'method'>,
  origin: string,
): boolean {
  const site = headers['sec-fetch-site'];
  if (site === undefined) return headers.origin !== undefined && headers.origin !== origin;
  if (site === 'same-origin' || site === 'none') return false;
  const reads = method === 'GET' || method === 'HEAD';
  return !(reads && headers['sec-fetch-mode'] === 'navigate');
}
