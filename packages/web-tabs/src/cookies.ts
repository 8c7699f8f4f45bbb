/** The tab's own cookie: of its host alone (`__Host-`), and kept apart for each page that shows the tab (`Partitioned`). */
const tabCookie = '__Host-springboard-tab';
/** Names that are the platform's: never sent to a node, never taken from one. */
const ours = /^(__host-|__secure-)?springboard/i;
/** What a cookie needs to be kept within a frame of another site. `Secure` counts as met on this machine's own localhost. */
const inFrame = ['SameSite=None', 'Secure', 'Partitioned'];
/** More of one name than a browser with an old and a new one sends; each is looked up. */
const mostTabCookies = 3;

/** The `Set-Cookie` with which a tab is opened. It ends with the browser; the platform ends it earlier. */
export function setTabCookie(secret: string): string {
  return [`${tabCookie}=${secret}`, 'Path=/', 'HttpOnly', ...inFrame].join('; ');
}

/** The secrets of tab cookies a request shows: one, or an old one beside it. */
export function tabCookiesIn(header: string | undefined): string[] {
  return pairsOf(header)
    .filter(([name]) => name === tabCookie)
    .map(([, value]) => value)
    .slice(0, mostTabCookies);
}

/** The `Cookie` header as the node may see it: without ours. Undefined when nothing is left. */
export function cookiesForNode(header: string | undefined): string | undefined {
  const kept = pairsOf(header).filter(([name]) => !ours.test(name));
  return kept.length === 0 ? undefined : kept.map(([name, value]) => `${name}=${value}`).join('; ');
}

/**
 * A node's `Set-Cookie` as the browser may see it, of the tab's host alone and usable within the workspace's frame; null for one with a name of
 * ours, and for one without a name, whose value could pass for a name.
 */
export function cookieOfNode(line: string): string | null {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const at = pair.indexOf('=');
  const name = pair.slice(0, at).trim();
  if (at < 1 || name === '' || ours.test(name)) return null;
  const kept = attributes.filter(
    (attribute) => !/^(domain|samesite|secure|partitioned|priority)\s*(=|$)/i.test(attribute),
  );
  return [pair, ...kept.filter((attribute) => attribute !== ''), ...inFrame].join('; ');
}

function pairsOf(header: string | undefined): [string, string][] {
  return (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      return at === -1 ? ['', part] : [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    });
}
