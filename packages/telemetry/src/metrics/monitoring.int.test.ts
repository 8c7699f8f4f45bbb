import { execFile } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Registry } from 'prom-client';
import { beforeAll, expect, it } from 'vitest';
import { createHttpMetrics } from './http-metrics.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../../..');
const folder = join(root, 'infra/monitoring');

/**
 * Prometheus's own tool: the one of this machine, else out of Debian's package, unpacked and not installed, so that no service
 * of it is started anywhere. Kept in `node_modules/.cache`.
 */
async function promtool(): Promise<string> {
  const installed = '/usr/bin/promtool';
  if (existsSync(installed)) return installed;
  const kept = join(root, 'node_modules/.cache/promtool');
  if (existsSync(kept)) return kept;
  const work = await mkdtemp(join(tmpdir(), 'springboard-promtool-'));
  try {
    // Apt fetches as a user of its own where there is one.
    await chmod(work, 0o777);
    const fetch = () => run('apt-get', ['download', '-qq', 'prometheus'], { cwd: work });
    await fetch()
      .catch(async () => {
        await run('apt-get', ['update', '-qq']);
        await fetch();
      })
      .catch((cause: Error) => {
        throw new Error(
          `The alert rules cannot be tried: promtool is not here, and Debian’s package prometheus could not be fetched. ` +
            `Install it (apt-get install prometheus), or see to the package sources. ${cause.message}`,
          { cause },
        );
      });
    const [file = ''] = globSync('prometheus_*.deb', { cwd: work });
    await run('dpkg-deb', ['-x', join(work, file), join(work, 'unpacked')]);
    await mkdir(join(root, 'node_modules/.cache'), { recursive: true });
    await run('cp', [join(work, 'unpacked/usr/bin/promtool'), `${kept}.${process.pid}`]);
    await rename(`${kept}.${process.pid}`, kept);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  return kept;
}

let tool: string;
beforeAll(async () => {
  tool = await promtool();
});

it('fires each alert when it should, and not when it should not', async () => {
  const { stdout } = await run(tool, ['test', 'rules', 'alerts.test.yml'], { cwd: folder });
  expect(stdout).toContain('SUCCESS');
});

it('has rules and a configuration that Prometheus takes', async () => {
  const { stdout } = await run(tool, ['check', 'config', 'prometheus.yml'], { cwd: folder });
  expect(stdout).toMatch(/prometheus\.yml is valid/);
});

it('writes metrics as Prometheus wants them', async () => {
  const registry = new Registry();
  createHttpMetrics(registry, () => 2).observe({
    method: 'GET',
    route: '/api/labs',
    status: 200,
    seconds: 0.2,
  });
  const child = execFile(tool, ['check', 'metrics']);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: string) => (said += text));
  const code = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.stdin?.end(await registry.metrics());
  expect([await code, said]).toEqual([0, '']);
});
