import { Duplex, PassThrough } from 'node:stream';
import {
  type AppliedEnvironment,
  DriverError,
  type DriverStage,
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
  type StoppedNode,
} from './driver.ts';
import { type FakeCall, FakeControls } from './fake-controls.ts';
import { FakeHost } from './fake-host.ts';

type Status = ObservedEnvironment['nodes'][number]['status'];

interface FakeEnvironment {
  readonly spec: EnvironmentSpec;
  network: boolean;
  readonly nodes: Map<string, Status>;
  readonly savePoints: Set<string>;
}

type Exec = (id: string, node: string, request: ExecRequest) => FakeAnswer | Promise<FakeAnswer>;

/** Answer to an exec; what is left out is success without output. */
export interface FakeAnswer {
  readonly exitCode?: number | null;
  readonly stdout?: string | Uint8Array;
  readonly stderr?: string | Uint8Array;
  readonly timedOut?: boolean;
  readonly truncated?: boolean;
  readonly durationMs?: number;
}

export interface FakeDriverOptions {
  /** Answers `exec`. Default: everything succeeds and prints nothing. */
  readonly exec?: Exec;
  /** Other end of `connect`, such as a socket to a server of the test. Default: an echo. */
  readonly connect?: (id: string, node: string, port: number) => Duplex | Promise<Duplex>;
  /** Images that are there, as `name/hash`. Default: all. */
  readonly images?: ReadonlySet<string>;
  /** What `health` says the host offers. Default: nothing beyond a closed container. */
  readonly features?: readonly string[];
}

/**
 * A driver without an engine, for tests of what stands on drivers. It keeps environments in memory, says that it is a fake, and
 * fails, hangs or dawdles where `controls` tell it to. It passes the conformance suite.
 */
export class FakeDriver implements EnvironmentDriver {
  readonly name = 'fake';
  readonly controls = new FakeControls();
  /** The numbers behind `capacity` and `usage`; a test sets them. */
  readonly host = new FakeHost();
  /** Every call in order, such as `apply 0197…` or `exec 0197… ceph1 ceph status`. */
  readonly calls: string[] = [];
  readonly #options: FakeDriverOptions;
  readonly #environments = new Map<string, FakeEnvironment>();
  readonly #overused: StoppedNode[] = [];

  constructor(options: FakeDriverOptions = {}) {
    this.#options = options;
  }

  async health(): Promise<EngineHealth> {
    try {
      await this.#enter('health');
      return {
        available: true,
        version: 'fake',
        kinds: ['container'],
        features: this.#options.features ?? [],
      };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return { available: false, reason, remedy: 'This is the fake driver; a test told it to be away.' };
    }
  }

  async apply(
    spec: EnvironmentSpec,
    report: (event: StageEvent) => void,
    signal: AbortSignal,
  ): Promise<AppliedEnvironment> {
    await this.#enter('apply', spec.id, signal);
    const environment = this.#environments.get(spec.id) ?? emptyEnvironment(spec);
    this.#environments.set(spec.id, environment);
    await this.#stage('network', report, signal, () => {
      environment.network = true;
    });
    await this.#stage('nodes', report, signal, async () => {
      for (const node of spec.topology.nodes) {
        const image = spec.images[node.name];
        if (image === undefined || !(await this.#has(image))) {
          throw new DriverError('image-missing', `No image for node ${node.name} (fake driver).`);
        }
        environment.nodes.set(node.name, 'running');
      }
    });
    await this.#stage('boot', report, signal, () => undefined);
    return applied(spec);
  }

  async freeze(id: string, signal?: AbortSignal): Promise<void> {
    await this.#enter('freeze', id, signal);
    this.#setAll(this.#startedNodes(id), 'frozen');
  }

  async thaw(id: string, signal?: AbortSignal): Promise<void> {
    await this.#enter('thaw', id, signal);
    this.#setAll(this.#existing(id), 'running');
  }

  async save(id: string, name: string, signal?: AbortSignal): Promise<void> {
    await this.#enter('save', `${id} ${name}`, signal);
    if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) {
      throw new DriverError('refused', `"${name}" is no name for a save point (fake driver).`);
    }
    const environment = this.#startedNodes(id);
    this.#setAll(environment, 'frozen');
    try {
      await this.controls.pass('snapshot', signal);
      environment.savePoints.add(name);
    } finally {
      this.#setAll(environment, 'running');
    }
  }

  async rewind(
    spec: EnvironmentSpec,
    name: string,
    report: (event: StageEvent) => void,
    signal: AbortSignal,
  ): Promise<AppliedEnvironment> {
    await this.#enter('rewind', `${spec.id} ${name}`, signal);
    const environment = this.#existing(spec.id);
    if (!environment.savePoints.has(name)) {
      throw new DriverError('missing', `There is no save point ${name} (fake driver).`);
    }
    this.#setAll(environment, 'stopped');
    await this.#stage('nodes', report, signal, () => this.#setAll(environment, 'running'));
    await this.#stage('boot', report, signal, () => undefined);
    return applied(spec);
  }

  async deleteSavePoint(id: string, name: string, signal?: AbortSignal): Promise<void> {
    await this.#enter('deleteSavePoint', `${id} ${name}`, signal);
    this.#environments.get(id)?.savePoints.delete(name);
  }

  async capacity(signal?: AbortSignal): Promise<EngineCapacity> {
    await this.#enter('capacity', '', signal);
    return this.host.capacityWith([...this.#environments.values()]);
  }

  async usage(id: string, signal?: AbortSignal): Promise<EnvironmentUsage> {
    await this.#enter('usage', id, signal);
    return this.host.usageOf(this.#existing(id));
  }

  async inspect(id: string, signal?: AbortSignal): Promise<ObservedEnvironment | undefined> {
    await this.#enter('inspect', id, signal);
    const environment = this.#environments.get(id);
    return environment && observed(environment);
  }

  async list(signal?: AbortSignal): Promise<readonly ObservedEnvironment[]> {
    await this.#enter('list', '', signal);
    return [...this.#environments.values()].map(observed);
  }

  async destroy(id: string, signal?: AbortSignal): Promise<void> {
    await this.#enter('destroy', id, signal);
    this.#environments.delete(id);
  }

  async exec(id: string, node: string, request: ExecRequest): Promise<ExecResult> {
    await this.#enter('exec', `${id} ${node} ${request.command.join(' ')}`, request.signal);
    this.#running(id, node);
    const started = performance.now();
    const answer = (await this.#options.exec?.(id, node, request)) ?? {};
    return {
      exitCode: answer.exitCode === undefined ? 0 : answer.exitCode,
      stdout: Buffer.from((answer.stdout ?? '') as string),
      stderr: Buffer.from((answer.stderr ?? '') as string),
      timedOut: answer.timedOut ?? false,
      truncated: answer.truncated ?? false,
      durationMs: answer.durationMs ?? performance.now() - started,
    };
  }

  async connect(id: string, node: string, port: number, signal?: AbortSignal): Promise<Duplex> {
    await this.#enter('connect', `${id} ${node} ${port}`, signal);
    this.#running(id, node);
    return this.#options.connect?.(id, node, port) ?? echo();
  }

  shellCommand(id: string, node: string): string {
    return `fake-shell ${id} ${node}`;
  }

  async hasImage(image: ImageRef, signal?: AbortSignal): Promise<boolean> {
    await this.#enter('hasImage', image.name, signal);
    return this.#has(image);
  }

  /** Nothing goes wrong here by itself; stops what `overuse` was called with. */
  async maintain(): Promise<Maintenance> {
    const stopped = this.#overused.splice(0);
    for (const { environmentId, node } of stopped) this.setStatus(environmentId, node, 'stopped');
    return { mended: [], stopped };
  }

  async close(): Promise<void> {}

  /** The engine loses a whole environment, or one of its nodes, behind the platform's back. */
  lose(id: string, node?: string): void {
    if (node === undefined) this.#environments.delete(id);
    else this.#environments.get(id)?.nodes.delete(node);
  }

  /** A node takes too much: the next `maintain` stops it. */
  overuse(stopped: StoppedNode): void {
    this.#overused.push(stopped);
  }

  setStatus(id: string, node: string, status: Status): void {
    this.#environments.get(id)?.nodes.set(node, status);
  }

  async #stage(
    stage: DriverStage,
    report: (event: StageEvent) => void,
    signal: AbortSignal,
    work: () => void | Promise<void>,
  ): Promise<void> {
    report({ stage, status: 'started' });
    await this.controls.pass(stage, signal);
    await work();
    if (signal.aborted) throw new DriverError('cancelled', 'Cancelled (fake driver).');
    report({ stage, status: 'finished' });
  }

  async #enter(call: FakeCall, detail = '', signal?: AbortSignal): Promise<void> {
    this.calls.push(`${call} ${detail}`.trim());
    await this.controls.pass(call, signal);
  }

  #existing(id: string): FakeEnvironment {
    const environment = this.#environments.get(id);
    if (environment === undefined || environment.nodes.size === 0) {
      throw new DriverError('missing', `Environment ${id} is not there (fake driver).`);
    }
    return environment;
  }

  #startedNodes(id: string): FakeEnvironment {
    const environment = this.#existing(id);
    for (const [node, status] of environment.nodes) {
      if (status === 'stopped' || status === 'error') {
        throw new DriverError('failed', `Node ${node} is ${status} (fake driver).`);
      }
    }
    return environment;
  }

  #setAll({ nodes }: FakeEnvironment, status: Status): void {
    for (const node of nodes.keys()) nodes.set(node, status);
  }

  #running(id: string, node: string): void {
    const status = this.#environments.get(id)?.nodes.get(node);
    if (status === undefined)
      throw new DriverError('missing', `Node ${node} of ${id} is not there (fake driver).`);
    if (status !== 'running') throw new DriverError('failed', `Node ${node} is ${status} (fake driver).`);
  }

  async #has(image: ImageRef): Promise<boolean> {
    return this.#options.images?.has(`${image.name}/${image.hash}`) ?? true;
  }
}

function emptyEnvironment(spec: EnvironmentSpec): FakeEnvironment {
  return { spec, network: false, nodes: new Map(), savePoints: new Set() };
}

function applied({ topology }: EnvironmentSpec): AppliedEnvironment {
  return {
    nodes: Object.fromEntries(
      topology.nodes.map((node, index) => [
        node.name,
        node.terminal
          ? { managementAddress: `127.0.0.${index + 1}`, hostKey: 'ssh-ed25519 ZmFrZQ==' }
          : { managementAddress: null, hostKey: null },
      ]),
    ),
  };
}

function observed({ spec, network, nodes, savePoints }: FakeEnvironment): ObservedEnvironment {
  return {
    id: spec.id,
    nodes: [...nodes].map(([name, status]) => ({ name, status })),
    networks: network
      ? [`fake-${spec.id}`, ...spec.topology.networks.map(({ name }) => `fake-${spec.id}-${name}`)]
      : [],
    savePoints: [...savePoints],
  };
}

/** A peer that sends back what it gets, and ends when its input ends. */
function echo(): Duplex {
  const pipe = new PassThrough();
  return Duplex.from({ writable: pipe, readable: pipe });
}
