import {
  defaultApiMetricsPort,
  defaultDatabasePort,
  defaultGatewayPort,
  defaultMetricsPort,
  defaultPort,
  defaultSshPort,
} from '@springboard/config/addresses.ts';
import type { Installation } from '@springboard/config/installation.ts';
import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { nextFreePort, portFree } from '@springboard/host/facts/resources.ts';
import { HostError } from '@springboard/host/run.ts';

/** Where everything of one platform listens; null: no metrics, no SSH clients. */
export interface PlatformPorts {
  readonly port: number;
  readonly gatewayPort: number;
  readonly databasePort: number;
  readonly metricsPort: number | null;
  readonly apiMetricsPort: number | null;
  readonly sshPort: number | null;
}

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

type Given = Pick<
  LauncherConfig,
  'port' | 'gatewayPort' | 'metricsPort' | 'apiMetricsPort' | 'sshPort' | 'bind'
>;
type Kept = Pick<Installation, keyof PlatformPorts>;

const loopback = '127.0.0.1';

/**
 * The ports of a start: what the environment says, else what was kept from the first start, else the default or the next free one. A
 * port that a person may have written down is never changed silently. What nobody fixed is looked for beside the port of the pages, so
 * that platforms that are started at the same moment, each with a port of its own, do not choose the same one.
 */
export async function freePlatformPorts(
  config: Given,
  kept: Kept | undefined,
  probe: PortProbe,
): Promise<PlatformPorts> {
  const visible = async (variable: string, fixed: number | undefined, from: number, taken: number[]) => {
    if (fixed === undefined) return probe.next(from, config.bind, taken);
    if (await probe.free(fixed, config.bind)) return fixed;
    throw new HostError(
      `Port ${fixed} on ${config.bind} is taken by another program. Nothing was started. ` +
        `End that program, or choose another port: ${variable}=${await probe.next(fixed + 10, config.bind, taken)} npm start`,
    );
  };
  const port = await visible('SPRINGBOARD_PORT', config.port ?? kept?.port, defaultPort, []);
  const beside = (standard: number) => besides(port, standard);
  const fixed = config.gatewayPort ?? kept?.gatewayPort;
  const gatewayPort = await visible('SPRINGBOARD_GATEWAY_PORT', fixed, beside(defaultGatewayPort), [port]);
  const taken = [port, gatewayPort];
  const databasePort =
    probe.database ?? (await probe.next(kept?.databasePort ?? beside(defaultDatabasePort), loopback, taken));
  // Nothing fails over these: a process that finds its port taken says so in its log and works on without.
  const quiet = async (fixed: number | null | undefined, standard: number, also: readonly number[]) =>
    fixed === undefined ? probe.next(beside(standard), loopback, [...taken, databasePort, ...also]) : fixed;
  const wanted = {
    worker: config.metricsPort === undefined ? kept?.metricsPort : config.metricsPort,
    api: config.apiMetricsPort === undefined ? kept?.apiMetricsPort : config.apiMetricsPort,
  };
  const metricsPort = await quiet(wanted.worker, defaultMetricsPort, [wanted.api ?? 0]);
  const apiMetricsPort = await quiet(wanted.api, defaultApiMetricsPort, [metricsPort ?? 0]);
  const sshPort = config.sshPort === undefined ? kept?.sshPort : config.sshPort;
  const own = [...taken, databasePort, metricsPort ?? 0, apiMetricsPort ?? 0];
  return {
    port,
    gatewayPort,
    databasePort,
    metricsPort,
    apiMetricsPort,
    sshPort:
      sshPort === null ? null : await visible('SPRINGBOARD_SSH_PORT', sshPort, sshPortBeside(port), own),
  };
}

/** The port that people expect for the platform they expect; one more platform on a machine has it beside its others. */
function sshPortBeside(port: number): number {
  return port === defaultPort ? defaultSshPort : besides(port, defaultApiMetricsPort + 1);
}

/** As far from the port of the pages as the defaults are from each other; the default itself at the end of the numbers. */
function besides(port: number, standard: number): number {
  const beside = port + standard - defaultPort;
  return beside < 65_000 ? beside : standard;
}
