import { userInfo } from 'node:os';
import type { HostFacts } from '../facts/collect.ts';
import { addTo, amendManifest } from '../manifest.ts';
import type { Output } from '../output.ts';
import { duration } from '../output.ts';
import { HostError, mustRunAsRoot, run } from '../run.ts';
import { type EngineApi, engineApi } from './api.ts';
import { hasCandidate, hostSources, installedPackages, installPackages, updateLists } from './apt.ts';
import { sourceForSuite } from './apt-sources.ts';
import { ensureDaemon } from './daemon.ts';
import { maskSshServer, sshServer } from './masks.ts';
import { engineGroup, type PlannedStep, planEngine } from './plan.ts';
import { countSimply } from './pool-quotas.ts';
import { guardPorts, portsAreGuarded } from './port-guard.ts';
import { ensurePool, planPool, poolFolder } from './storage.ts';
import { raiseLimits, writeAsRoot } from './sysctls.ts';

const sourceFile = '/etc/apt/sources.list.d/springboard-backports.sources';

export interface EngineSetup {
  readonly steps: readonly PlannedStep[];
  readonly missingPackages: readonly string[];
  readonly aptSource: string | undefined;
  readonly newMember: string | undefined;
}

/** Finds out what is missing for a local engine. Changes nothing but, where lists are absent, apt's package lists. */
export async function prepareSetup(facts: HostFacts, packages: readonly string[]): Promise<EngineSetup> {
  const debian = facts.os.id === 'debian';
  const installed = debian ? await installedPackages() : new Set(packages);
  const missingPackages = packages.filter((name) => !installed.has(name));
  let aptSource: string | undefined;
  if (
    missingPackages.includes('incus-base') &&
    facts.os.version === '12' &&
    !(await hasCandidate('incus-base'))
  ) {
    aptSource = sourceForSuite(hostSources(), 'bookworm', 'bookworm-backports');
  }
  const input = {
    facts,
    missingPackages,
    aptSource,
    newMember: await futureMember(facts),
    guarded: facts.privileges.root === 'none' || (await portsAreGuarded()),
  };
  return { steps: planEngine(input), missingPackages, aptSource, newMember: input.newMember };
}

/** The plan as lines for a person, at most 100 characters wide. */
export function describePlan(steps: readonly PlannedStep[]): string[] {
  return steps.flatMap(({ what, why }, i) => {
    const [first = '', ...rest] = wrap(what, 94);
    return [`  ${i + 1}. ${first}`, ...rest.map((line) => `     ${line}`), `     for: ${why}`];
  });
}

/** Breaks a text between words. */
function wrap(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines;
}

/** Carries the set-up out. Each step is idempotent; a start after a kill goes on where it was. */
export async function carryOut(
  machineState: string,
  facts: HostFacts,
  setup: EngineSetup,
  output: Output,
): Promise<void> {
  if (setup.aptSource !== undefined) {
    amendManifest(machineState, (manifest) => addTo(manifest.files, sourceFile));
    await writeAsRoot(sourceFile, setup.aptSource);
  }
  if (setup.missingPackages.includes(sshServer)) await maskSshServer(machineState);
  if (setup.missingPackages.length > 0) await installMissing(machineState, setup, output);
  const planned = (id: PlannedStep['id']) => setup.steps.some((step) => step.id === id);
  const refused = planned('limits') ? await raiseLimits(machineState) : [];
  if (refused.length > 0) {
    const which = `the kernel did not take ${refused.join(', ')}; fewer environments fit`;
    output.line(`  ${output.paint('yellow', 'limits')}    ${which}`);
  }
  if (planned('guard') && !(await guardPorts())) {
    const which = 'nftables did not take the filter of ports; docs/security.md says what is open without it';
    output.line(`  ${output.paint('yellow', 'network')}   ${which}`);
  }
  if (facts.privileges.root !== 'none') {
    if (setup.newMember !== undefined) await addMember(machineState, setup.newMember);
    const done = await ensureDaemon(facts.os.init, (text) => output.progress(`  engine    ${text}`));
    output.clear();
    if (done === 'started') output.line('  engine    started');
  }
  const api = engineApi(facts.engine.config, 120_000);
  const plan = planPool(facts.resources.engineFree, facts.kernel.btrfs !== 'missing');
  const pool = await ensurePool(machineState, api, plan);
  if (pool !== 'present') output.line(`  storage   pool made (${pool})`);
  if (facts.privileges.root !== 'none') await countSimply(poolFolder, () => holdsNoNodes(api));
}

async function holdsNoNodes(api: EngineApi): Promise<boolean> {
  const instances = await api.call('GET', '/1.0/instances?all-projects=true');
  return Array.isArray(instances) && instances.length === 0;
}

async function installMissing(machineState: string, setup: EngineSetup, output: Output): Promise<void> {
  const began = Date.now();
  const show = (text: string) => output.progress(`  packages  ${text}  (${duration(Date.now() - began)})`);
  show('fetching the package lists');
  await updateLists();
  if (setup.missingPackages.includes('incus-base') && !(await hasCandidate('incus-base'))) {
    throw new HostError(
      'apt finds no package incus-base. It is in Debian 13 and in bookworm-backports of Debian 12; check the sources under /etc/apt, then start again. Nothing else was changed.',
    );
  }
  await installPackages(machineState, setup.missingPackages, ({ percent, doing }) =>
    show(`${String(Math.round(percent)).padStart(3)} %  ${doing}`),
  );
  output.line(`  packages  ${setup.missingPackages.length} installed in ${duration(Date.now() - began)}`);
}

/** The daemon's socket belongs to a group; a user who starts with sudo and is not in it yet is made a member. */
async function futureMember(facts: HostFacts): Promise<string | undefined> {
  const { uid, root } = facts.privileges;
  if (uid === 0 || root === 'none' || facts.engine.version !== null) return undefined;
  const user = userInfo().username;
  const groups = await run(['id', '-nG', user]);
  return groups.stdout.trim().split(/\s+/).includes(engineGroup) ? undefined : user;
}

async function addMember(machineState: string, user: string): Promise<void> {
  amendManifest(machineState, (manifest) => addTo(manifest.memberships, { user, group: engineGroup }));
  await mustRunAsRoot(
    ['usermod', '-aG', engineGroup, user],
    `Making ${user} a member of ${engineGroup}`,
    'Is Incus installed? Its package makes the group.',
  );
}
