import type { Duplex } from 'node:stream';
import type { Topology } from './topology.ts';

/** The stages that a driver runs by itself; `healthy` and `setup` are the platform's, through `exec`. */
export type DriverStage = 'network' | 'nodes' | 'boot';

export interface StageEvent {
  readonly stage: DriverStage;
  readonly status: 'started' | 'finished';
  /** One line for the page, such as "ceph1 is booting". */
  readonly message?: string;
}

/** Desired state of one environment. Everything a driver needs to know; it keeps nothing of its own. */
export interface EnvironmentSpec {
  /** UUID of the environment's row; the engine's objects are named and labelled after it. */
  readonly id: string;
  readonly topology: Topology;
  /** Image of each node by node name, resolved to the generation that is to be used. */
  readonly images: Readonly<Record<string, ImageRef>>;
  /** OpenSSH public key that may log in as root on nodes with `terminal: true`. */
  readonly authorizedKey: string;
}

export interface ImageRef {
  readonly name: string;
  /** Hash of everything that went into the image; environments remember it. */
  readonly hash: string;
}

/** What the caller keeps of a provisioned environment. */
export interface AppliedEnvironment {
  /** By node name. Only nodes with `terminal: true` have a host key. */
  readonly nodes: Readonly<
    Record<string, { readonly managementAddress: string | null; readonly hostKey: string | null }>
  >;
}

/** Observed state, as the engine reports it. */
export interface ObservedEnvironment {
  readonly id: string;
  readonly nodes: readonly {
    readonly name: string;
    /**
     * A node that restarts itself is `stopped` for a moment: half a second, longer on a busy host. One that is `freezing` stands still in part,
     * and stays so when whoever froze it died meanwhile.
     */
    readonly status: 'running' | 'stopped' | 'frozen' | 'freezing' | 'error';
  }[];
  /** Objects other than nodes (networks) that carry the environment's label. */
  readonly networks: readonly string[];
  /** Save points that every node has. */
  readonly savePoints: readonly string[];
}

/** What the engine's host (or cluster) has, in bytes and cores. */
export interface EngineCapacity {
  readonly memory: { readonly total: number; readonly available: number };
  /** Online cores. */
  readonly cores: number;
  /** Load average of one minute. */
  readonly load: number;
  /** The storage pool that holds the nodes' disks. */
  readonly disk: { readonly total: number; readonly used: number };
}

/** What an environment uses now, summed over its nodes. */
export interface EnvironmentUsage {
  readonly memoryBytes: number;
  readonly diskBytes: number;
  readonly processes: number;
  /** Processor time since its nodes were started, in seconds. */
  readonly cpuSeconds: number;
}

/**
 * Of what the host's kernel keeps for nodes without counting it to their memory: more than any lab needs in one node, and little for a host.
 * Of neighbours a small part of the kernel's table for all (`gc_thresh3` in `packages/host`); the routes take about 30 MB.
 */
export const mostKernelObjects = { neighbours: 1365, routes: 65_536, namespaces: 200 } as const;

/** A node that was stopped since it held more of something than any lab needs. */
export interface StoppedNode {
  readonly environmentId: string;
  readonly node: string;
  readonly what: keyof typeof mostKernelObjects;
  /** At least so many. */
  readonly count: number;
}

/** What a round of `maintain` did. */
export interface Maintenance {
  /** What was set right, a line each, for the log. */
  readonly mended: readonly string[];
  readonly stopped: readonly StoppedNode[];
}

export interface ExecRequest {
  /** Program and arguments; no shell is involved unless named. */
  readonly command: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Written to standard input, which is then closed. */
  readonly stdin?: string | Uint8Array;
  /** After so many milliseconds the process group is killed and `timedOut` is true. */
  readonly timeoutMs: number;
  /** Output beyond so many bytes per stream is dropped and `truncated` is true. Default 256 KiB. */
  readonly maxOutputBytes?: number;
  /** Aborting it kills the process group; the call then resolves with `exitCode` null. Aborted before: `cancelled`. */
  readonly signal?: AbortSignal;
}

export interface ExecResult {
  /** Null when the process was killed by the time limit, by the signal, or by a signal of its own; 127: no such program. */
  readonly exitCode: number | null;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly timedOut: boolean;
  readonly truncated: boolean;
  readonly durationMs: number;
}

export type EngineHealth =
  | {
      readonly available: true;
      readonly version: string;
      readonly kinds: readonly ('container' | 'virtual-machine')[];
      /** What nodes can have here beyond a closed container, for `requires` of topologies: such as `tun` or `module:openvswitch`. */
      readonly features: readonly string[];
    }
  | { readonly available: false; readonly reason: string; readonly remedy: string };

/**
 * The only door to an engine. Every call is idempotent: `apply` on a half-made environment completes it, `destroy`
 * on a missing one succeeds. Errors are `DriverError`s. No call waits for ever: an engine that does not answer in a time that each driver sets
 * is `unreachable`. Aborting a `signal` rejects with `cancelled`; what was done stays, and the same call does the rest.
 */
export interface EnvironmentDriver {
  readonly name: string;
  /** Never throws: an engine that cannot be reached is an answer. */
  health(): Promise<EngineHealth>;
  /**
   * Brings the environment to its spec: network, nodes, boot. Resolves when each terminal node takes SSH connections. Await the end of a
   * cancelled call before `destroy`.
   */
  apply(
    spec: EnvironmentSpec,
    report: (event: StageEvent) => void,
    signal: AbortSignal,
  ): Promise<AppliedEnvironment>;
  /** What the engine holds of one environment; undefined when nothing. */
  inspect(id: string, signal?: AbortSignal): Promise<ObservedEnvironment | undefined>;
  /** Every environment of this installation that the engine knows, half-made ones included. */
  list(signal?: AbortSignal): Promise<readonly ObservedEnvironment[]>;
  /**
   * Stops all nodes where they are, memory kept; side by side, so that no node sees another one stand still for long. `failed` when a node is
   * not running: nothing is frozen then.
   */
  freeze(id: string, signal?: AbortSignal): Promise<void>;
  /** Lets all nodes go on. Resolves when each runs; one that was stopped meanwhile is started. */
  thaw(id: string, signal?: AbortSignal): Promise<void>;
  /**
   * Keeps the disks of all nodes at one moment under `name` (lower-case letters, digits, hyphens): freezes, takes, thaws, so the disks agree
   * with each other. Exists afterwards on all nodes or on none, and the nodes run.
   */
  save(id: string, name: string, signal?: AbortSignal): Promise<void>;
  /**
   * Puts the disks of all nodes back to a save point and boots them; reports stages `nodes` and `boot`. Later save points stay. `missing`
   * without such a save point: nothing was stopped then. Half-done, it is completed by the same call.
   */
  rewind(
    spec: EnvironmentSpec,
    name: string,
    report: (event: StageEvent) => void,
    signal: AbortSignal,
  ): Promise<AppliedEnvironment>;
  /** Removes a save point from all nodes; a missing one is fine. */
  deleteSavePoint(id: string, name: string, signal?: AbortSignal): Promise<void>;
  /** What the host has; used by admission, which never hands out more than is there. */
  capacity(signal?: AbortSignal): Promise<EngineCapacity>;
  /** What one environment uses now. */
  usage(id: string, signal?: AbortSignal): Promise<EnvironmentUsage>;
  /** Sets right what the engine by itself leaves wrong in time, and stops nodes that take from all others; called every few seconds. */
  maintain(signal?: AbortSignal): Promise<Maintenance>;
  /** Removes everything of an environment, half-made or whole, running, stopped or frozen. */
  destroy(id: string, signal?: AbortSignal): Promise<void>;
  /** Runs a program on a node as root, through the engine and not over the network. */
  exec(id: string, node: string, request: ExecRequest): Promise<ExecResult>;
  /** A byte stream to a TCP port of a node. */
  connect(id: string, node: string, port: number, signal?: AbortSignal): Promise<Duplex>;
  /** A command for a root shell on a node, for whoever may use the engine on its host; null where there is none. */
  shellCommand(id: string, node: string): string | null;
  /** Whether the engine holds this image generation. */
  hasImage(image: ImageRef, signal?: AbortSignal): Promise<boolean>;
  close(): Promise<void>;
}

/**
 * `unreachable`: the engine is away, the same call may succeed later. `missing`: environment or node is not there. `refused`: the
 * engine or something foreign in it stands in the way, repeating does not help. `failed`: everything else, worth one more try.
 */
export type DriverErrorKind =
  | 'unreachable'
  | 'missing'
  | 'no-space'
  | 'image-missing'
  | 'refused'
  | 'cancelled'
  | 'failed';

export class DriverError extends Error {
  override readonly name = 'DriverError';
  readonly kind: DriverErrorKind;
  constructor(kind: DriverErrorKind, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.kind = kind;
  }
  get retryable(): boolean {
    return this.kind === 'unreachable' || this.kind === 'failed';
  }
}
