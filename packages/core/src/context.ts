import type { ContentRepository } from '@springboard/content/repository.ts';
import type { JobName, JobPayload } from '@springboard/contracts/jobs.ts';
import type { Database, Queryable } from '@springboard/db/client.ts';
import type { Channels } from '@springboard/delivery/channel.ts';
import type { EnvironmentDriver, ImageRef } from '@springboard/environments/driver.ts';
import type { Grant, Topology } from '@springboard/environments/topology.ts';

export interface EnqueueOptions {
  /** Two jobs of one id collapse into one while the first waits; derived from the payload when absent. */
  readonly jobId?: string;
  /** Not before this moment; at once when absent. */
  readonly runAt?: Date;
}

/** Writes a job to the outbox, in the transaction of the state it belongs to. */
export type Enqueue = <N extends JobName>(
  tx: Queryable,
  job: N,
  payload: JobPayload<N>,
  options?: EnqueueOptions,
) => Promise<void>;

/** The few calls core makes of a logger; pino's `Logger` is one. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Limits and times that an operator sets. Durations in milliseconds, sizes in bytes. */
export interface Limits {
  readonly environmentsPerPerson: number;
  /** Over all members of a team; null: no limit. */
  readonly environmentsPerTeam: number | null;
  /** Environments that are made or woken side by side. */
  readonly provisioningAtOnce: number;
  /** Parts of the host's memory and of the storage pool that are never handed out, 0…1. */
  readonly memoryReserve: number;
  readonly diskReserve: number;
  /** Without keystrokes and clicks for so long an environment is paused; null: never. */
  readonly idlePauseMs: number | null;
  /** A paused environment is kept so long. */
  readonly pausedForMs: number;
  readonly readyForMs: number;
  readonly extensionMs: number;
  readonly longestLifeMs: number;
  /** Contract tests of labs that have an environment at a time, or are about to. */
  readonly labTestsAtOnce: number;
  /** When published labs are tested by themselves, in minutes of the host's day; it may lead over midnight. Null: never. */
  readonly nightlyLabTests: { readonly from: number; readonly until: number } | null;
  /** Pools that configuration asks for, by topology; an operator's own targets come first. */
  readonly pools: Readonly<Record<string, { readonly target: number; readonly mode: 'running' | 'frozen' }>>;
  /** Recordings of terminals are kept so long. */
  readonly recordingsKeptMs: number;
  /** What topologies may ask for beyond closed containers. */
  readonly grants: readonly Grant[];
}

/** What the use cases stand on. Each process makes one at its start. */
export interface Context {
  readonly db: Database;
  readonly driver: EnvironmentDriver;
  readonly content: ContentRepository;
  /** From one look at the content to the next, in milliseconds; null: only when somebody asks. */
  readonly contentEveryMs: number | null;
  readonly enqueue: Enqueue;
  readonly log: Logger;
  /** The installation's secret (32 random bytes, base64url): seals private keys. */
  readonly secret: string;
  /** 8 lower-case hex digits. */
  readonly installation: string;
  /** Public address of the pages. */
  readonly url: string;
  /** Address of the gateway's WebSocket, as browsers reach it. */
  readonly gatewayUrl: string;
  /** Origins of web tabs, a star for the first part of their hosts; null where there can be none. */
  readonly labsUrl: string | null;
  /** Folder of what terminals printed. */
  readonly recordings: string;
  /** Ways out of the platform for notices. */
  readonly channels: Channels;
  readonly clock: () => Date;
  readonly limits: Limits;
  /** The topology of that name under `infra/environments/`; undefined when there is none. */
  readonly topology: (name: string) => Topology | undefined;
  readonly topologyNames: () => string[];
  /** The image generation each node of a topology is to be made from, by node name. */
  readonly resolveImages: (topology: Topology) => Readonly<Record<string, ImageRef>>;
}

/** What the gateway needs of it: terminals know nothing of images. */
export type TerminalContext = Pick<Context, 'db' | 'enqueue' | 'log' | 'secret' | 'gatewayUrl' | 'clock'>;

/** What web tabs need of it. */
export type WebUiContext = Pick<Context, 'db' | 'clock' | 'labsUrl'>;
