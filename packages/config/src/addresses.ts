export const defaultPort = 7800;
export const defaultGatewayPort = 7801;
export const defaultDatabasePort = 7802;
export const defaultMetricsPort = 7803;
export const defaultApiMetricsPort = 7804;
export const defaultSshPort = 2222;

export interface Addresses {
  /** Origin people open, without a slash at the end. */
  readonly url: string;
  /** WebSocket base address of the gateway as a browser reaches it, without a slash at the end. */
  readonly gatewayUrl: string;
  /** Origins of web tabs, a host for each in place of the star: `http://*.labs.localhost:7801`. Null: there is no name to put it before. */
  readonly labsUrl: string | null;
}

/**
 * Public addresses: what is given, else `localhost` with the ports; the gateway on the host of `url`, `wss` under https; the hosts of web tabs
 * below that one, at the gateway's port.
 */
export function addressesOf(given: {
  readonly url: string | undefined;
  readonly gatewayUrl: string | undefined;
  readonly labsUrl: string | undefined;
  readonly port: number;
  readonly gatewayPort: number;
  /** Whether the platform speaks TLS itself: its default is https then. */
  readonly secure: boolean;
}): Addresses {
  const url = new URL(given.url ?? `${given.secure ? 'https' : 'http'}://localhost:${given.port}`);
  const derived = `${url.protocol === 'https:' ? 'wss' : 'ws'}://${url.hostname}:${given.gatewayPort}`;
  const gatewayUrl = (given.gatewayUrl ?? derived).replace(/\/+$/, '');
  return {
    url: url.origin,
    gatewayUrl,
    labsUrl: given.labsUrl?.replace(/\/+$/, '') ?? labsBelow(url.hostname, new URL(gatewayUrl)),
  };
}

function labsBelow(host: string, gateway: URL): string | null {
  const scheme = gateway.protocol === 'wss:' ? 'https' : 'http';
  const port = gateway.port === '' ? '' : `:${gateway.port}`;
  if (isLoopback(host)) return `${scheme}://*.labs.localhost${port}`;
  return isAddress(host) ? null : `${scheme}://*.labs.${host}${port}`;
}

const isLoopback = (host: string) => host === 'localhost' || host === '[::1]' || host.startsWith('127.');
/** As `URL` writes them. */
const isAddress = (host: string) => host.startsWith('[') || /^[\d.]+$/.test(host);
