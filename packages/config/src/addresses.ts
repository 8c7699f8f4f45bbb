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
}

/** Public addresses: what is given, else `localhost` with the ports; the gateway on the host of `url`, `wss` under https. */
export function addressesOf(given: {
  readonly url: string | undefined;
  readonly gatewayUrl: string | undefined;
  readonly port: number;
  readonly gatewayPort: number;
}): Addresses {
  const url = new URL(given.url ?? `http://localhost:${given.port}`);
  const derived = `${url.protocol === 'https:' ? 'wss' : 'ws'}://${url.hostname}:${given.gatewayPort}`;
  return {
    url: url.origin,
    gatewayUrl: (given.gatewayUrl ?? derived).replace(/\/+$/, ''),
  };
}
