import { readFile } from 'node:fs/promises';
import type { Duplex } from 'node:stream';
import {
  type AppliedEnvironment,
  DriverError,
  type EngineCapacity,
  type EngineHealth,
  type EnvironmentDriver,
  type EnvironmentSpec,
  type EnvironmentUsage,
  type ExecRequest,
  type ExecResult,
  type ImageRef,
  type Maintenance,
  type ObservedEnvironment,
  type StageEvent,
} from '@springboard/environments/driver.ts';
import { applyEnvironment } from './apply.ts';
import { engineCapacity, environmentUsage } from './capacity.ts';
import { IncusClient } from './client.ts';
import { connectOverBridge, connectThroughExec } from './connect.ts';
import type { Deadlines } from './deadline.ts';
import { destroyEnvironment } from './destroy.ts';
import type { Endpoint } from './endpoint.ts';
import { isNotFound, toDriverError } from './errors.ts';
import { execInInstance } from './exec.ts';
import { freezeNodes, nodesAtRest, thawNodes } from './freeze.ts';
import { engineHealth } from './health.ts';
import { ImageAlias } from './incus-types.ts';
import { ensureInstallation, type Installation } from './installation.ts';
import { installationNames, instanceName } from './names.ts';
import { NetworkOwners } from './network-owners.ts';
import { imageAlias, labAddressKey, managementAddressKey } from './node-instance.ts';
import { findInstance } from './nodes.ts';
import { observe } from './observe.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { OveruseKeeper } from './overuse.ts';
import { QuotaKeeper } from './quotas.ts';
import { rewindEnvironment } from './rewind.ts';
import { deleteSavePoint, saveEnvironment } from './save-points.ts';

export interface IncusDriverOptions {
  readonly endpoint: Endpoint;
  /** 8 hex digits; keeps installations on one engine apart. */
  readonly installation: string;
  /** Storage pool for nodes' disks. */
  readonly pool?: string;
  /** `bridge` needs the engine on this host; default by the endpoint. Hidden nodes always go through `exec`. */
  readonly connectBy?: 'bridge' | 'exec';
  /** How long the engine may take; tests shorten it. */
  readonly deadlines?: Deadlines;
}

/** Practice environments as system containers of an Incus 6 engine. */
export class IncusDriver implements EnvironmentDriver {
  readonly name = 'incus';
  readonly client: IncusClient;
  readonly #options: IncusDriverOptions;
  readonly #pool: string;
  readonly #owners: NetworkOwners;
  readonly #changes = new OneAtATime();
  readonly #quotas: QuotaKeeper;
  readonly #overuse: OveruseKeeper;
  #installation: Promise<Installation> | undefined;

  constructor(options: IncusDriverOptions) {
    if (!/^[0-9a-f]{8}$/.test(options.installation)) {
      throw new DriverError('refused', 'An installation id has 8 lower-case hexadecimal digits.');
    }
    this.#options = options;
    this.#pool = options.pool ?? 'springboard';
    this.client = new IncusClient(options.endpoint, options.deadlines);
    this.#quotas = new QuotaKeeper(options.endpoint, this.#pool);
    this.#overuse = new OveruseKeeper(this.client, options.installation);
    this.#owners = new NetworkOwners(this.client, options.installation);
  }

  async maintain(signal?: AbortSignal): Promise<Maintenance> {
    const counts = await this.#quotas.keep(signal);
    const mended = counts ? ['The limits of disks were not in force; btrfs counts their use anew.'] : [];
    return { mended, stopped: await this.#attempt('stop nodes', signal, () => this.#overuse.stop()) };
  }

  health(): Promise<EngineHealth> {
    return engineHealth(this.client);
  }

  async apply(
    spec: EnvironmentSpec,
    report: (event: StageEvent) => void,
    signal: AbortSignal,
  ): Promise<AppliedEnvironment> {
    return this.#attempt('provision the environment', signal, async () => {
      const installation = await this.#ensured();
      return applyEnvironment(this.client, installation, spec, report, signal);
    });
  }

  async inspect(id: string, signal?: AbortSignal): Promise<ObservedEnvironment | undefined> {
    return this.#attempt('inspect the environment', signal, async () => {
      const [found] = await observe(this.client, this.#owners, this.#place(), id, signal);
      return found;
    });
  }

  async list(signal?: AbortSignal): Promise<readonly ObservedEnvironment[]> {
    return this.#attempt('list environments', signal, () =>
      observe(this.client, this.#owners, this.#place(), undefined, signal),
    );
  }

  async freeze(id: string, signal?: AbortSignal): Promise<void> {
    return this.#change(id, 'freeze the nodes', signal, async () => {
      const nodes = await nodesAtRest(this.client, this.#options.installation, id, signal);
      await freezeNodes(this.client, this.#project(), nodes, signal);
    });
  }

  async thaw(id: string, signal?: AbortSignal): Promise<void> {
    return this.#change(id, 'thaw the nodes', signal, async () => {
      const nodes = await nodesAtRest(this.client, this.#options.installation, id, signal);
      await thawNodes(this.client, this.#project(), nodes, signal);
    });
  }

  async save(id: string, name: string, signal?: AbortSignal): Promise<void> {
    return this.#change(id, `make save point ${name}`, signal, () =>
      saveEnvironment(this.client, this.#place(), id, name, signal),
    );
  }

  async rewind(
    spec: EnvironmentSpec,
    name: string,
    report: (event: StageEvent) => void,
    signal: AbortSignal,
  ): Promise<AppliedEnvironment> {
    return this.#change(spec.id, `go back to save point ${name}`, signal, () =>
      rewindEnvironment(this.client, this.#place(), spec, name, report, signal),
    );
  }

  async deleteSavePoint(id: string, name: string, signal?: AbortSignal): Promise<void> {
    return this.#change(id, `remove save point ${name}`, signal, () =>
      deleteSavePoint(this.client, this.#place(), id, name, signal),
    );
  }

  async capacity(signal?: AbortSignal): Promise<EngineCapacity> {
    return this.#attempt('look at the host', signal, () => engineCapacity(this.client, this.#pool, signal));
  }

  async usage(id: string, signal?: AbortSignal): Promise<EnvironmentUsage> {
    return this.#attempt('measure the environment', signal, () =>
      environmentUsage(this.client, this.#options.installation, id, signal),
    );
  }

  async destroy(id: string, signal?: AbortSignal): Promise<void> {
    return this.#attempt('destroy the environment', signal, () =>
      destroyEnvironment(this.client, this.#owners, this.#place(), id, signal),
    );
  }

  async exec(id: string, node: string, request: ExecRequest): Promise<ExecResult> {
    return this.#attempt(`run ${request.command[0]} on ${node}`, request.signal, async () =>
      execInInstance(
        this.client,
        this.#project(),
        await this.#runningInstance(id, node, request.signal),
        request,
      ),
    );
  }

  async connect(id: string, node: string, port: number, signal?: AbortSignal): Promise<Duplex> {
    return this.#attempt(`connect to port ${port} of ${node}`, signal, async () => {
      const found = await this.#instance(id, node, signal);
      const address = found.config[managementAddressKey]?.split('/')[0];
      const by = this.#options.connectBy ?? (this.client.endpoint.kind === 'unix' ? 'bridge' : 'exec');
      if (by === 'bridge' && address !== undefined) return connectOverBridge(address, port, signal);
      const labAddress = found.config[labAddressKey]?.split('/')[0] ?? '127.0.0.1';
      return connectThroughExec(this.client, this.#project(), found.name, { labAddress, port }, signal);
    });
  }

  shellCommand(id: string, node: string): string {
    return `incus exec --project ${this.#project()} ${instanceName(id, node)} -- bash`;
  }

  async hasImage(image: ImageRef, signal?: AbortSignal): Promise<boolean> {
    return this.#attempt('look for an image', signal, async () => {
      try {
        const path = `/1.0/images/aliases/${encodeURIComponent(imageAlias(image))}`;
        await this.client.get(path, ImageAlias, { signal });
        return true;
      } catch (error) {
        if (isNotFound(error)) return false;
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    await this.client.close();
  }

  /** Where the installation's things are, whether or not they exist. */
  #place(): Pick<Installation, 'id' | 'pool' | 'project'> {
    return { id: this.#options.installation, pool: this.#pool, project: this.#project() };
  }

  #project(): string {
    return installationNames(this.#options.installation).project;
  }

  /** Once per driver; again when it failed, or when the engine turned out to have lost it. */
  async #ensured(): Promise<Installation> {
    this.#installation ??= ensureInstallation(this.client, this.#options.installation, this.#pool);
    try {
      return await this.#installation;
    } catch (error) {
      this.#installation = undefined;
      throw error;
    }
  }

  async #instance(id: string, node: string, signal: AbortSignal | undefined) {
    const place = { project: this.#project() };
    const found = await findInstance(this.client, place, id, instanceName(id, node), signal);
    if (found === undefined)
      throw new DriverError('missing', `Node ${node} of environment ${id} is not there.`);
    return found;
  }

  async #runningInstance(id: string, node: string, signal: AbortSignal | undefined): Promise<string> {
    const found = await this.#instance(id, node, signal);
    if (found.status !== 'Running') {
      throw new DriverError(
        'failed',
        `Node ${node} is ${found.status.toLowerCase()}, so nothing can run on it.`,
      );
    }
    return found.name;
  }

  /** Changes of one environment, one after the other. */
  async #change<T>(
    id: string,
    doing: string,
    signal: AbortSignal | undefined,
    work: () => Promise<T>,
  ): Promise<T> {
    return this.#attempt(doing, signal, () => this.#changes.run(id, signal, work));
  }

  async #attempt<T>(doing: string, signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
    try {
      signal?.throwIfAborted();
      return await work();
    } catch (error) {
      // A wiped or exchanged engine is made anew by the next `apply`.
      if (isNotFound(error)) this.#installation = undefined;
      throw toDriverError(error, doing, signal);
    }
  }
}

/** Driver from settings: a remote engine when `url` is given, else the socket. Certificates are paths of PEM files. */
export async function openIncusDriver(settings: {
  readonly installation: string;
  readonly socket: string;
  readonly url?: string | undefined;
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: string | undefined;
  readonly serverCertificate?: string | undefined;
}): Promise<IncusDriver> {
  const { installation, socket, url, clientCertificate, clientKey, serverCertificate } = settings;
  if (url === undefined) return new IncusDriver({ installation, endpoint: { kind: 'unix', socket } });
  if (clientCertificate === undefined || clientKey === undefined) {
    throw new DriverError('refused', 'INCUS_URL needs INCUS_CLIENT_CERT and INCUS_CLIENT_KEY beside it.');
  }
  return new IncusDriver({
    installation,
    endpoint: {
      kind: 'https',
      url,
      clientCertificate: await readFile(clientCertificate, 'utf8'),
      clientKey: await readFile(clientKey, 'utf8'),
      ...(serverCertificate === undefined
        ? {}
        : { serverCertificate: await readFile(serverCertificate, 'utf8') }),
    },
  });
}
