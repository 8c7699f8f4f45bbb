import { existsSync } from 'node:fs';
import { quotaFlags } from '../facts/qgroups.ts';
import { runAsRoot } from '../run.ts';

/** How a pool of btrfs counts what each node's disk takes; `other` is a pool that is not btrfs, or not on this host. */
export type Counting = 'simple' | 'full' | 'none' | 'other';

/** The ioctl that switches quotas, and its commands (linux/btrfs.h); its argument is two numbers of 64 bits, the command first. */
const quotaControl = '0xC0109428';
const commands = { disable: 2, enableSimple: 4 } as const;

/**
 * Has the pool count by *simple quotas*, where the kernel knows them (6.7 and newer): what a node writes is charged to it once, and the image below
 * is nobody's. Full quotas look through all snapshots of an image for each change: measured here, removing sixty snapshots took 54 s
 * instead of 8, and with some hundred to be removed everything else on the pool stood still for seconds at a time.
 *
 * A pool that counts in full already is switched while it holds no nodes only, since their limits would be gone. Answers how it counts now.
 */
export async function countSimply(folder: string, isEmpty: () => Promise<boolean>): Promise<Counting> {
  const counting = await countingOf(folder);
  if (counting === 'other' || counting === 'simple') return counting;
  if (!existsSync('/sys/fs/btrfs/features/simple_quota')) return counting;
  if (counting === 'full') {
    if (!(await isEmpty())) return counting;
    await control(folder, 'disable');
  }
  await control(folder, 'enableSimple');
  return countingOf(folder);
}

/** How the pool mounted at `folder` counts. */
export async function countingOf(folder: string): Promise<Counting> {
  const flag = await quotaFlags(folder);
  if (!flag) return 'other';
  const mode = flag('mode');
  if (mode === undefined) return 'none';
  return mode === 'squota' ? 'simple' : 'full';
}

/** By perl, which every Debian has: `btrfs quota` cannot ask for simple quotas before 6.7, and Debian 12 has 6.2. */
async function control(folder: string, command: keyof typeof commands): Promise<void> {
  const program = [
    'sysopen(my $pool, $ARGV[0], 0) or die "$!\\n"',
    'my $argument = pack("QQ", $ARGV[1], 0)',
    `ioctl($pool, ${quotaControl}, $argument) or die "$!\\n"`,
  ].join(';');
  await runAsRoot(['perl', '-e', program, folder, String(commands[command])]);
}
