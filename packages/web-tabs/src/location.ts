import type { TabSession, TabUi } from './authority.ts';
import { tabLabel } from './origins.ts';

const localNames = ['localhost', '127.0.0.1', '[::1]'];

/**
 * A redirect's address as the browser can follow it: the node's own name or address becomes the tab's origin, that of another UI of the
 * environment becomes its tab's, and everything else stays as it is.
 */
export function locationFor(
  location: string,
  { ui, uis, environmentId }: Pick<TabSession, 'ui' | 'uis' | 'environmentId'>,
  origin: string,
  originOf: (label: string) => string,
): string {
  if (!URL.canParse(location)) {
    // `//host/path` takes the scheme of the page that it is on.
    return location.startsWith('//')
      ? locationFor(`${ui.scheme}:${location}`, { ui, uis, environmentId }, origin, originOf)
      : location;
  }
  const url = new URL(location);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return location;
  const rest = url.pathname + url.search + url.hash;
  // From one scheme of its own to the other, too: there is one origin for both.
  if (url.host === new URL(origin).host) return ownPath(rest, origin);
  const target = [ui, ...uis].find((one) => isAt(url, one, ui.node));
  if (target === undefined) return location;
  return target.name === ui.name
    ? ownPath(rest, origin)
    : originOf(tabLabel(target.name, environmentId)) + rest;
}

/** A path that begins with two slashes would name a host. */
const ownPath = (path: string, origin: string) => (path.startsWith('//') ? origin + path : path);

function isAt(url: URL, { node, address, port }: TabUi, from: string): boolean {
  const names = node === from ? [node, address, ...localNames] : [node, address];
  const given = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port);
  return names.includes(url.hostname) && given === port;
}
