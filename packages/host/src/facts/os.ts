import { readFileSync } from 'node:fs';
import { run } from '../run.ts';

export interface OsFacts {
  /** `linux`, `darwin`, … */
  readonly platform: NodeJS.Platform;
  /** `debian`, `ubuntu`, …; empty where there is no /etc/os-release. */
  readonly id: string;
  readonly version: string;
  readonly codename: string;
  readonly name: string;
  readonly kernel: string;
  /** `systemd` when it is PID 1. */
  readonly init: 'systemd' | 'other';
}

export interface PrivilegeFacts {
  readonly uid: number;
  /** How root's rights are had: `root`, sudo without or with a password, or not at all. */
  readonly root: 'root' | 'sudo' | 'sudo-password' | 'none';
  /** True in a user namespace that does not hold the host's root: an unprivileged container. */
  readonly unprivilegedContainer: boolean;
  /** `docker`, `lxc`, `podman`, …; null on a machine of its own. */
  readonly container: string | null;
}

/** Reads a small file of /proc, /sys or /etc; undefined when it cannot be read. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** `KEY=value` lines with optional quotes, as in /etc/os-release. */
export function parseOsRelease(text: string): Record<string, string> {
  const entries = text.split('\n').flatMap((line) => {
    const match = /^([A-Z_]+)=(.*)$/.exec(line.trim());
    return match?.[1] === undefined ? [] : [[match[1], (match[2] ?? '').replace(/^(["'])(.*)\1$/, '$2')]];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}

/** Whether a /proc/self/uid_map maps all ids: root here is root of the machine. */
export function mapsEverything(uidMap: string): boolean {
  const [inside, outside, count] = uidMap.trim().split(/\s+/).map(Number);
  return inside === 0 && outside === 0 && (count ?? 0) >= 4_294_967_295;
}

function containerKind(): string | null {
  const named = readText('/run/systemd/container')?.trim() || process.env.container;
  if (named) return named;
  if (readText('/run/.containerenv') !== undefined) return 'podman';
  if (readText('/.dockerenv') !== undefined) return 'docker';
  const init = readText('/proc/1/environ')?.match(/(?:^|\0)container=([^\0]+)/)?.[1];
  return init ?? null;
}

export async function osFacts(): Promise<OsFacts> {
  const release = parseOsRelease(readText('/etc/os-release') ?? '');
  const kernel = (await run(['uname', '-r'])).stdout.trim();
  return {
    platform: process.platform,
    id: release.ID ?? '',
    version: release.VERSION_ID ?? '',
    codename: release.VERSION_CODENAME ?? '',
    name: release.PRETTY_NAME ?? process.platform,
    kernel,
    init: readText('/proc/1/comm')?.trim() === 'systemd' ? 'systemd' : 'other',
  };
}

export async function privilegeFacts(): Promise<PrivilegeFacts> {
  const uid = process.getuid?.() ?? -1;
  const root = async (): Promise<PrivilegeFacts['root']> => {
    if (uid === 0) return 'root';
    const sudo = await run(['sudo', '-n', 'true'], { timeoutMs: 10_000 });
    if (sudo.code === 0) return 'sudo';
    return sudo.code === 127 || !process.stdin.isTTY || /may not run sudo|not allowed/.test(sudo.stderr)
      ? 'none'
      : 'sudo-password';
  };
  const uidMap = readText('/proc/self/uid_map');
  return {
    uid,
    root: await root(),
    unprivilegedContainer: uidMap !== undefined && !mapsEverything(uidMap),
    container: containerKind(),
  };
}
