import { existsSync, mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../run.ts';
import { countingOf, countSimply } from './pool-quotas.ts';

const known = process.getuid?.() === 0 && existsSync('/sys/fs/btrfs/features/simple_quota');

describe.runIf(known)('quotas of a pool', () => {
  let folder: string;
  let pool: string;
  const must = async (...command: string[]) => {
    const done = await run(command);
    expect(done.code, `${command.join(' ')}: ${done.stderr}`).toBe(0);
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'springboard-quotas-'));
    pool = join(folder, 'pool');
    mkdirSync(pool);
    writeFileSync(join(folder, 'disk'), '');
    truncateSync(join(folder, 'disk'), 2 ** 29);
    await must('mkfs.btrfs', '-q', join(folder, 'disk'));
    await must('mount', '-o', 'loop', join(folder, 'disk'), pool);
  });
  afterEach(async () => {
    await run(['umount', '-l', pool]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('are simple ones on a new pool, and hold a node to its limit', async () => {
    expect(await countingOf(pool)).toBe('none');
    expect(await countSimply(pool, async () => true)).toBe('simple');
    const node = join(pool, 'node');
    await must('btrfs', 'subvolume', 'create', node);
    await must('btrfs', 'qgroup', 'limit', '20M', node);
    const write = await run(['dd', 'if=/dev/zero', `of=${join(node, 'file')}`, 'bs=1M', 'count=40']);
    expect(write.stderr).toMatch(/quota/i);
  });

  it('that count in full are switched once the pool has no nodes', async () => {
    await must('btrfs', 'quota', 'enable', pool);
    expect(await countSimply(pool, async () => false)).toBe('full');
    expect(await countSimply(pool, async () => true)).toBe('simple');
  });

  it('are left to whoever keeps the pool when it is none of btrfs', async () => {
    expect(await countSimply(folder, async () => true)).toBe('other');
  });
});
