import { z } from 'zod';
import type { components } from './generated/incus.ts';

type Schemas = components['schemas'];

/** Bodies that we send, as Incus's own description has them. */
export type InstancesPost = Schemas['InstancesPost'];
export type InstanceExecPost = Schemas['InstanceExecPost'];
export type InstancePut = Schemas['InstancePut'];
export type InstanceSnapshotsPost = Schemas['InstanceSnapshotsPost'];
export type InstanceStatePut = Schemas['InstanceStatePut'];
export type NetworksPost = Schemas['NetworksPost'];
export type NetworkAclsPost = Schemas['NetworkACLsPost'];
export type ProjectsPost = Schemas['ProjectsPost'];

/** The parts of answers that we read; each is checked against the generated type below. */
export const Instance = z.object({
  name: z.string(),
  project: z.string(),
  status: z.string(),
  /** 1970 while it has never been started. */
  last_used_at: z.string(),
  config: z.record(z.string(), z.string()).default({}),
  devices: z.record(z.string(), z.record(z.string(), z.string())).default({}),
});
export type Instance = z.infer<typeof Instance>;

export const Network = z.object({
  name: z.string(),
  managed: z.boolean(),
  type: z.string(),
  config: z.record(z.string(), z.string()).default({}),
});
export type Network = z.infer<typeof Network>;

/** Answer of `/1.0/networks` without recursion. */
export const NetworkPaths = z.array(z.string());

/** Answer of `/1.0/storage-pools/POOL/volumes` without recursion. */
export const VolumePaths = z.array(z.string());

export const Operation = z.object({
  id: z.string(),
  class: z.string(),
  description: z.string().default(''),
  status_code: z.number(),
  err: z.string().default(''),
  may_cancel: z.boolean().default(false),
  resources: z.record(z.string(), z.array(z.string())).nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
});
export type Operation = z.infer<typeof Operation>;

/** Answer of `/1.0/operations?recursion=1`: lists by status name. */
export const OperationsByStatus = z.record(z.string(), z.array(Operation));

export const Event = z.object({ type: z.string(), metadata: z.unknown() });

export const Server = z.object({
  auth: z.string(),
  api_extensions: z.array(z.string()).nullish(),
  environment: z.object({ server_version: z.string(), driver: z.string().default('') }).partial(),
});
export type Server = z.infer<typeof Server>;

export const ImageAlias = z.object({ name: z.string(), target: z.string() });

/** Of one instance, now; a stopped one has no processes and says so with -1 or 0. */
export const InstanceState = z.object({
  status: z.string(),
  memory: z.object({ usage: z.number() }),
  /** By device; `root` is missing on pools that do not count. */
  disk: z.record(z.string(), z.object({ usage: z.number() })).nullish(),
  processes: z.number(),
  /** Nanoseconds. */
  cpu: z.object({ usage: z.number() }),
});
export type InstanceState = z.infer<typeof InstanceState>;

/** Parts of `/1.0/resources`, in bytes and threads. */
export const HostResources = z.object({
  cpu: z.object({ total: z.number() }),
  memory: z.object({ total: z.number(), used: z.number() }),
  load: z.object({ Average1Min: z.number() }),
});

export const PoolResources = z.object({ space: z.object({ total: z.number(), used: z.number() }) });

/** What every answer is wrapped in. */
export const Reply = z.object({
  type: z.enum(['sync', 'async', 'error']),
  metadata: z.unknown(),
  error: z.string().default(''),
  error_code: z.number().default(0),
});

/** Undefined for what is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Compiles only while what we read exists under the same name in Incus's description. */
type KeysOf<Read, Described> = Exclude<keyof Read, keyof Described> extends never ? true : never;
export const readsOnlyWhatIsDescribed: [
  KeysOf<Instance, Schemas['Instance']>,
  KeysOf<Network, Schemas['Network']>,
  KeysOf<Operation, Schemas['Operation']>,
  KeysOf<z.infer<typeof Event>, Schemas['Event']>,
  KeysOf<Server, Schemas['Server']>,
  KeysOf<z.infer<typeof ImageAlias>, Schemas['ImageAliasesEntry']>,
  KeysOf<InstanceState, Schemas['InstanceState']>,
  KeysOf<z.infer<typeof HostResources>['cpu'], Schemas['ResourcesCPU']>,
  KeysOf<z.infer<typeof HostResources>['memory'], Schemas['ResourcesMemory']>,
  KeysOf<z.infer<typeof HostResources>['load'], Schemas['ResourcesLoad']>,
  KeysOf<z.infer<typeof PoolResources>, Schemas['ResourcesStoragePool']>,
] = [true, true, true, true, true, true, true, true, true, true, true];
