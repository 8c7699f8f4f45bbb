import { setTimeout as sleep } from 'node:timers/promises';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import type { Params } from '@springboard/lab-format/params.ts';
import { nodeOfCheck } from '../nodes.ts';
import type { ContractEnvironment } from './environment.ts';
import { explain } from './explain.ts';
import type { Finding } from './report.ts';

/** What belongs to a node's owner. What a node's services write all the time is left out below. */
const ownFolders = ['/etc', '/root', '/home', '/opt', '/srv', '/usr/local', '/var', '/tmp'];
const busyFolders = [
  '/var/log',
  '/var/cache',
  '/var/lib/ceph',
  '/var/lib/systemd',
  '/var/lib/private',
  '/var/tmp/frr',
  '*/systemd-private-*',
  '*/__pycache__',
];
/** Their own time changes with every temporary file, also of one that is gone again. */
const temporary = ['/tmp', '/var/tmp'];

type Changes = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Looks for what a task's checks leave on the nodes they run on: files whose inode changed while they ran. What changes in a quiet
 * moment as well is the node's own doing. Who did it is found by running each check alone. What a check does to a service (a pool it
 * makes, say) is not seen here.
 */
export class Traces {
  readonly #environment: ContractEnvironment;
  readonly #params: Params;
  readonly #signal: AbortSignal;

  constructor(environment: ContractEnvironment, params: Params, signal: AbortSignal) {
    this.#environment = environment;
    this.#params = params;
    this.#signal = signal;
  }

  async find(
    task: Pick<TaskDefinition, 'id' | 'checks'>,
    look: () => Promise<void>,
    lookAlone: (checkId: string) => Promise<void>,
  ): Promise<Finding[]> {
    const { topology } = this.#environment;
    const nodes = [...new Set(task.checks.map((check) => nodeOfCheck(check, topology, this.#params)))];
    const start = performance.now();
    const changed = await this.#during(nodes, look);
    const suspicious = nodes.filter((node) => changed.get(node)?.size);
    if (suspicious.length === 0) return [];
    const quiet = Math.min(5000, Math.max(1000, performance.now() - start));
    const noise = await this.#during(suspicious, () => sleep(quiet, undefined, { signal: this.#signal }));
    const findings: Finding[] = [];
    for (const node of suspicious) {
      const left = without(changed, noise, node);
      if (left.length === 0) continue;
      const checks = task.checks.filter((check) => nodeOfCheck(check, topology, this.#params) === node);
      const culprits: Finding[] = [];
      for (const { id } of checks) {
        const alone = await this.#during([node], () => lookAlone(id));
        const files = without(alone, noise, node);
        if (files.length > 0) culprits.push(explain.writes(`${task.id}/${id}`, node, files));
      }
      const names = checks.map(({ id }) => `${task.id}/${id}`);
      findings.push(...(culprits.length > 0 ? culprits : [explain.maybeWrites(names, node, left)]));
    }
    return findings;
  }

  /** Files that changed on the nodes while something was done. */
  async #during(nodes: readonly string[], work: () => Promise<void>): Promise<Changes> {
    const marks = await Promise.all(nodes.map((node) => this.#run(node, 'date +%s.%N')));
    await work();
    const found = await Promise.all(
      nodes.map((node, index) => this.#run(node, changedSince(this.#folders(), marks[index] ?? ''))),
    );
    return new Map(
      nodes.map((node, index) => [
        node,
        new Set((found[index] ?? '').split('\n').filter((line) => line !== '')),
      ]),
    );
  }

  #folders(): readonly string[] {
    return this.#environment.watchedFolders ?? ownFolders;
  }

  async #run(node: string, script: string): Promise<string> {
    const { driver, environmentId } = this.#environment;
    const result = await driver.exec(environmentId, node, {
      command: ['/bin/sh', '-c', script],
      env: { LC_ALL: 'C.UTF-8', PATH: '/usr/bin:/bin' },
      timeoutMs: 60_000,
      signal: this.#signal,
    });
    return new TextDecoder().decode(result.stdout).trim();
  }
}

function changedSince(folders: readonly string[], mark: string): string {
  const quoted = (texts: readonly string[]) => texts.map((text) => `'${text}'`);
  const pruned = quoted(busyFolders)
    .map((path) => `-path ${path}`)
    .join(' -o ');
  const kept = quoted(temporary)
    .map((path) => `! -path ${path}`)
    .join(' ');
  return `find ${quoted(folders).join(' ')} -xdev \\( ${pruned} \\) -prune -o -newerct '@${mark}' ${kept} -print 2>/dev/null | head -n 20`;
}

function without(changed: Changes, noise: Changes, node: string): string[] {
  return [...(changed.get(node) ?? [])].filter((file) => !noise.get(node)?.has(file));
}
