import type { EnvironmentState, QueueReason } from '@springboard/contracts/environments.ts';
import type { EngineCapacity } from '@springboard/environments/driver.ts';
import type { Limits } from '../../context.ts';

/** What an environment takes of the host: bytes of memory and disk, thousandths of a core. */
export interface Size {
  readonly memory: number;
  readonly disk: number;
  readonly cpu: number;
}

/** Somebody who waits for an environment. */
export interface Waiting {
  readonly id: string;
  readonly topology: string;
  readonly generation: string;
  readonly size: Size;
  /** Teams of the person. */
  readonly teams: readonly string[];
  /** Nothing from the pool: one of those has just turned out bad, or this person has had many. */
  readonly anew: boolean;
}

/** Something that is on the engine, or about to be, or not gone from it yet. */
export interface Living {
  readonly id: string;
  readonly topology: string;
  readonly generation: string;
  readonly purpose: 'attempt' | 'pool' | 'test';
  readonly state: Exclude<EnvironmentState, 'queued' | 'destroyed'>;
  readonly frozen: boolean;
  readonly size: Size;
  readonly teams: readonly string[];
  readonly createdAt: Date;
  /** When it was admitted; only of those being made. */
  readonly since: Date | null;
  readonly probedAt: Date | null;
  readonly readyAt: Date | null;
  readonly expiresAt: Date | null;
  readonly pausedAt: Date | null;
}

/** What is to be kept of a topology in advance. */
export interface PoolWish {
  readonly topology: string;
  /** The present one; null while it is not known or its images are not there: then nothing is made or drained. */
  readonly generation: string | null;
  readonly size: Size;
  readonly wanted: number;
  readonly mode: 'running' | 'frozen';
  /** How often somebody asked for one. */
  readonly asked: number;
  /** After failures none is made before this. */
  readonly notBefore: Date | null;
}

/** Everything that admission decides by. */
export interface AdmissionState {
  readonly now: Date;
  /** Null while the engine does not answer. */
  readonly host: EngineCapacity | null;
  /** In their order. */
  readonly waiting: readonly Waiting[];
  readonly living: readonly Living[];
  readonly pools: readonly PoolWish[];
  readonly limits: Pick<
    Limits,
    | 'environmentsPerTeam'
    | 'provisioningAtOnce'
    | 'memoryReserve'
    | 'diskReserve'
    | 'readyForMs'
    | 'pausedForMs'
  >;
  /** Medians of the last ones, in milliseconds by topology: from admission to healthy, and from ready to the end. */
  readonly measured: {
    readonly provisionMs: ReadonlyMap<string, number>;
    readonly lifeMs: ReadonlyMap<string, number>;
  };
}

export type Action =
  /** The pooled environment is given to who waits. */
  | { readonly kind: 'claim'; readonly requestId: string; readonly environmentId: string }
  /** One that is being made for the pool is given to who waits. */
  | { readonly kind: 'adopt'; readonly requestId: string; readonly environmentId: string }
  /** The requested environment is made. */
  | { readonly kind: 'admit'; readonly requestId: string }
  /** One is made for the pool. */
  | { readonly kind: 'make'; readonly topology: string }
  | {
      readonly kind: 'release';
      readonly environmentId: string;
      readonly reason: 'surplus' | 'outdated';
    }
  /** A pooled one is due to be probed, or to be frozen or thawed. */
  | { readonly kind: 'care'; readonly environmentId: string };

/** Who goes on waiting, in order, and for what. */
export interface StillWaiting {
  readonly request: Waiting;
  readonly waitsFor: QueueReason;
}
