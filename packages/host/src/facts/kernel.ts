import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { readText } from './os.ts';

/** What of the kernel labs and engine use, and how to see it. */
interface FeatureSource {
  /** Kernel configuration symbol without `CONFIG_`. */
  readonly config: string;
  readonly module: string;
  /** Name in /proc/filesystems. */
  readonly filesystem?: string;
  readonly device?: string;
}

export const features = {
  btrfs: { config: 'BTRFS_FS', module: 'btrfs', filesystem: 'btrfs' },
  overlay: { config: 'OVERLAY_FS', module: 'overlay', filesystem: 'overlay' },
  fuse: { config: 'FUSE_FS', module: 'fuse', filesystem: 'fuse', device: '/dev/fuse' },
  veth: { config: 'VETH', module: 'veth' },
  bridge: { config: 'BRIDGE', module: 'bridge' },
  nftables: { config: 'NF_TABLES', module: 'nf_tables' },
  tun: { config: 'TUN', module: 'tun', device: '/dev/net/tun' },
  vxlan: { config: 'VXLAN', module: 'vxlan' },
  loop: { config: 'BLK_DEV_LOOP', module: 'loop' },
  user_namespaces: { config: 'USER_NS', module: '-' },
  openvswitch: { config: 'OPENVSWITCH', module: 'openvswitch' },
  rbd: { config: 'BLK_DEV_RBD', module: 'rbd' },
  nbd: { config: 'BLK_DEV_NBD', module: 'nbd' },
  dm_thin_pool: { config: 'DM_THIN_PROVISIONING', module: 'dm_thin_pool' },
  kvm: { config: 'KVM', module: 'kvm', device: '/dev/kvm' },
} as const satisfies Record<string, FeatureSource>;
export type Feature = keyof typeof features;

/** `loadable`: a module file is there and loads when it is first used. `unknown`: nothing here tells. */
export type FeatureState = 'present' | 'loadable' | 'missing' | 'unknown';

export interface KernelSources {
  /** Text of the kernel's configuration; undefined where it is not published. */
  readonly config: string | undefined;
  /** Text of /proc/filesystems. */
  readonly filesystems: string;
  /** Text of /proc/modules; undefined for a kernel without loadable modules. */
  readonly loaded: string | undefined;
  /** Texts of modules.dep and modules.builtin of this kernel. */
  readonly installed: string;
  readonly hasDevice: (path: string) => boolean;
}

const hasModule = (list: string, module: string) =>
  new RegExp(`(^|/)${module.replaceAll('_', '[-_]')}(\\.ko[.a-z0-9]*:?| )`, 'm').test(list);

/** State of one feature from what the kernel says of itself. */
export function featureState(source: FeatureSource, kernel: KernelSources): FeatureState {
  if (source.device && kernel.hasDevice(source.device)) return 'present';
  if (source.filesystem && new RegExp(`\\b${source.filesystem}$`, 'm').test(kernel.filesystems))
    return 'present';
  if (kernel.loaded !== undefined && hasModule(kernel.loaded, source.module)) return 'present';
  const setting = kernel.config?.match(new RegExp(`^CONFIG_${source.config}=([ym])$`, 'm'))?.[1];
  if (setting === 'y') return source.device ? 'missing' : 'present';
  if (hasModule(kernel.installed, source.module)) return 'loadable';
  if (kernel.config !== undefined) return 'missing';
  return kernel.installed === '' ? 'unknown' : 'missing';
}

async function kernelConfig(release: string): Promise<string | undefined> {
  const plain = readText(`/boot/config-${release}`) ?? readText(`/lib/modules/${release}/config`);
  if (plain !== undefined) return plain;
  try {
    return (await promisify(gunzip)(await readFile('/proc/config.gz'))).toString('utf8');
  } catch {
    return undefined;
  }
}

/** Looks at this machine's kernel. Loads nothing and changes nothing. */
export async function kernelFacts(release: string): Promise<Record<Feature, FeatureState>> {
  const folder = `/lib/modules/${release}`;
  const sources: KernelSources = {
    config: await kernelConfig(release),
    filesystems: readText('/proc/filesystems') ?? '',
    loaded: readText('/proc/modules'),
    installed: (readText(`${folder}/modules.dep`) ?? '') + (readText(`${folder}/modules.builtin`) ?? ''),
    hasDevice: existsSync,
  };
  const states = Object.entries(features).map(([name, source]) => [name, featureState(source, sources)]);
  return Object.fromEntries(states) as Record<Feature, FeatureState>;
}
