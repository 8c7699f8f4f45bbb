/** Where web tabs are served, and which host is whose: a name of its own for each UI of each environment. */
export interface TabOrigins {
  /** Scheme, host and port of a tab's origin; no path, no slash at the end. */
  originOf(label: string): string;
  /** First part of the host a request came for, or undefined when that is no host of tabs. */
  labelOf(host: string | undefined): string | undefined;
  readonly secure: boolean;
  /** Whether browsers keep a `Secure` cookie there: https, or this machine itself. */
  readonly keepsCookies: boolean;
}

/** As `tabLabel` makes them; other hosts beside them may be the platform's own. */
const labelForm = /^[a-z][a-z0-9-]{0,52}-[0-9a-f]{8}$/;

/** Reads addresses such as `http://*.labs.localhost:7801`, a label in place of the star. */
export function tabOrigins(labsUrl: string): TabOrigins {
  const { protocol, hostname, host } = new URL(labsUrl.replace('//*.', '//'));
  return {
    originOf: (label) => `${protocol}//${label}.${host}`,
    labelOf: (given) => {
      // A reverse proxy may name another port than the browser did.
      const name = given?.toLowerCase().replace(/:\d*$/, '') ?? '';
      const label = name.endsWith(`.${hostname}`) ? name.slice(0, -hostname.length - 1) : '';
      return labelForm.test(label) ? label : undefined;
    },
    secure: protocol === 'https:',
    keepsCookies: protocol === 'https:' || hostname === 'localhost' || hostname.endsWith('.localhost'),
  };
}

/** The label of a UI of an environment: its name, and the first digits of the environment's id, as they are shown elsewhere. */
export function tabLabel(ui: string, environmentId: string): string {
  return `${ui}-${environmentId.slice(0, 8)}`;
}

/** Where the page sends a grant to, below a tab's origin. Not the UI's: what it serves there is never seen. */
export const openPath = '/.springboard/open';
