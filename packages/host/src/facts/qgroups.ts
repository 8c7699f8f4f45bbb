import { run } from '../run.ts';
import { readText } from './os.ts';

/** What the kernel says of the quotas of the btrfs mounted at `folder`, by name of its file in sysfs; undefined without such a file system. */
export async function quotaFlags(
  folder: string,
): Promise<((name: string) => string | undefined) | undefined> {
  const found = await run(['findmnt', '-n', '-t', 'btrfs', '-o', 'UUID', '--mountpoint', folder]);
  const uuid = found.stdout.trim();
  if (found.code !== 0 || uuid === '') return undefined;
  return (name) => readText(`/sys/fs/btrfs/${uuid}/qgroups/${name}`)?.trim();
}
