import { defaultDatabasePort, defaultGatewayPort, defaultPort } from '@springboard/config/addresses.ts';
import type { Installation } from '@springboard/config/installation.ts';
import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { nextFreePort, portFree } from '@springboard/host/facts/resources.ts';
import { HostError } from '@springboard/host/run.ts';

type Ports = Pick<Installation, 'port' | 'gatewayPort' | 'databasePort'>;

export interface PortProbe {
  free(port: number, host: string): Promise<boolean>;
  next(from: number, host: string, taken: readonly number[]): Promise<number>;
  /** Port on which the database of this state folder still runs; undefined when it does not. */
  readonly database: number | undefined;
}

export const realPorts = (database: number | undefined): PortProbe => ({
  free: portFree,
  next: nextFreePort,
  database,
});

/**
 * The ports of a start: what the environment says, else what was kept from the first start, else the default or the
 * next free one. A port that a person may have written down is never changed silently.
 */
export async function choosePorts(
  config: Pick<LauncherConfig, 'port' | 'gatewayPort' | 'bind'>,
  kept: Ports | undefined,
  probe: PortProbe,
): Promise<Ports> {
  const visible = async (
    given: number | undefined,
    known: number | undefined,
    standard: number,
    taken: number[],
  ) => {
    const fixed = given ?? known;
    if (fixed === undefined) return probe.next(standard, config.bind, taken);
    if (await probe.free(fixed, config.bind)) return fixed;
    const variable = standard === defaultPort ? 'SPRINGBOARD_PORT' : 'SPRINGBOARD_GATEWAY_PORT';
    throw new HostError(
      `Port ${fixed} on ${config.bind} is taken by another program. Nothing was started. ` +
        `End that program, or choose another port: ${variable}=${await probe.next(fixed + 10, config.bind, taken)} npm start`,
    );
  };
  const port = await visible(config.port, kept?.port, defaultPort, []);
  const gatewayPort = await visible(config.gatewayPort, kept?.gatewayPort, defaultGatewayPort, [port]);
  const wanted = kept?.databasePort ?? defaultDatabasePort;
  const databasePort = probe.database ?? (await probe.next(wanted, '127.0.0.1', [port, gatewayPort]));
  return { port, gatewayPort, databasePort };
}
