import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { missingGrants, type Topology } from '@springboard/environments/topology.ts';
import { junitOf } from '@springboard/grading/contract/junit.ts';
import type { Output } from '@springboard/host/output.ts';
import { loadLabs } from '@springboard/lab-format/load-labs.ts';
import { formatProblem } from '@springboard/lab-format/problems.ts';
import { CliError, exit } from '../api/errors.ts';
import { type Selection, selectLabs } from './content.ts';
import { openTestEngine } from './engine.ts';
import { several } from './lint.ts';
import { remoteApi, runRemote } from './remote.ts';
import { type RoundResult, runRounds } from './rounds.ts';
import { TestDisplay } from './show.ts';
import { TestInstallations } from './test-installations.ts';
import { writeLog } from './test-log.ts';

export interface TestOptions {
  readonly labs: string;
  readonly all: boolean;
  readonly seed: string | undefined;
  readonly repeat: number;
  readonly jobs: number;
  readonly junit: string | undefined;
  readonly keep: boolean;
  /** Address of a platform that tests from the files here; undefined: the engine of this machine. */
  readonly remote: string | undefined;
}

/** `springboard lab test LAB…`: the contract of each lab on the engine of this machine, or by a platform; answers the exit code. */
export async function testCommand(
  names: readonly string[],
  options: TestOptions,
  config: LauncherConfig,
  topologies: ReadonlyMap<string, Topology>,
  output: Output,
): Promise<number> {
  if (names.length === 0 && !options.all)
    throw new CliError(
      exit.usage,
      'Which labs? Name them, or say --all.',
      'Such as: npm run springboard -- lab test ceph/first-cluster',
    );
  const { root, slugs } = await selectLabs(options.labs, names);
  if (options.remote !== undefined) return testRemotely({ root, slugs }, options.remote, options, output);
  const content = await loadLabs(root, { topologies, only: slugs });
  const errors = content.problems.filter(({ severity }) => severity === 'error');
  for (const problem of errors) output.line(formatProblem(problem));
  if (errors.length > 0)
    throw new CliError(
      exit.failed,
      'Nothing was tested: these labs do not load.',
      '`npm run springboard -- lab lint` tells more.',
    );

  const labs = content.labs.map(({ definition }) => definition);
  const left = names.length > 0 ? [] : labs.filter((lab) => lacksGrants(lab, config, topologies));
  if (left.length > 0)
    output.line(
      `Left out, since this installation does not grant what their nodes ask for (SPRINGBOARD_GRANTS): ${left.map(({ slug }) => slug).join(', ')}`,
    );
  const seed = options.seed ?? randomBytes(3).toString('hex');
  const rounds = roundsOf(
    labs.filter((lab) => !left.includes(lab)),
    seed,
    options.repeat,
  );
  const logs = join(config.state, 'lab-tests', new Date().toISOString().replaceAll(':', '-').slice(0, 19));
  const display = new TestDisplay(output, options.jobs > 1);
  const abort = new AbortController();
  const stop = () =>
    abort.abort(new CliError(exit.failed, 'Ended by you; what the test had made is removed.'));
  // `on`, not `once`: npm and the shell may both pass a Ctrl-C on, and the second must not end the clean-up.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  const installations = new TestInstallations(config);
  const { killed } = await installations.left();
  if (killed.length > 0) {
    output.line(`Removing what ${several(killed.length, 'killed test')} left in the engine.`);
    await removeAll(killed, installations, config, topologies);
  }
  const engine = await openTestEngine(config, topologies);
  await installations.begin(engine.installation);
  let kept = false;
  try {
    const results = await runRounds({
      rounds,
      engine,
      jobs: options.jobs,
      keep: options.keep,
      signal: abort.signal,
      onEvent: (round, event) => display.event(round.lab.slug, event),
      onResult: async (_, result) => display.result(result, await writeLog(logs, result)),
    });
    kept = results.some((result) => result.kept.length > 0);
    if (options.junit !== undefined) await writeReport(options.junit, results);
    if (kept) {
      await installations.keep(engine.installation);
      output.line('What was kept goes with: npm run springboard -- lab clean');
    }
    output.line(summary(results));
    return results.every(({ ok }) => ok) ? exit.done : exit.failed;
  } finally {
    if (kept) await engine.close();
    else {
      await engine.remove();
      await installations.forget(engine.installation);
    }
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeListener(signal, stop);
  }
}

/** Whether a lab's nodes ask for more than an operator has granted. */
function lacksGrants(
  { environment }: { readonly environment: string },
  { grants }: LauncherConfig,
  topologies: ReadonlyMap<string, Topology>,
): boolean {
  const topology = topologies.get(environment);
  return topology !== undefined && missingGrants(topology, grants).length > 0;
}

/** Every lab once for each round, round by round; the seeds follow from the first. */
function roundsOf<L>(labs: readonly L[], seed: string, repeat: number) {
  return Array.from({ length: repeat }, (_, index) =>
    labs.map((lab) => ({ lab, round: index + 1, seed: index === 0 ? seed : `${seed}-${index + 1}` })),
  ).flat();
}

async function testRemotely(
  { root, slugs }: Selection,
  url: string,
  options: TestOptions,
  output: Output,
): Promise<number> {
  const api = remoteApi(url, process.env.SPRINGBOARD_TOKEN);
  const display = new TestDisplay(output, options.jobs > 1);
  const abort = new AbortController();
  const stop = () => abort.abort(new CliError(exit.failed, 'Ended by you; the test is cancelled.'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  const results = await runRemote({
    api,
    url: new URL(url).origin,
    root,
    rounds: roundsOf(slugs, options.seed ?? randomBytes(3).toString('hex'), options.repeat),
    jobs: options.jobs,
    keep: options.keep,
    signal: abort.signal,
    onEvent: (lab, event) => display.event(lab, event),
    onResult: (result, page) => display.result(result, page),
  });
  if (options.junit !== undefined) await writeReport(options.junit, results);
  output.line(summary(results));
  return results.every(({ ok }) => ok) ? exit.done : exit.failed;
}

/** `springboard lab clean`: removes the environments that `lab test --keep` left, and those of tests that were killed. */
export async function cleanCommand(
  config: LauncherConfig,
  topologies: ReadonlyMap<string, Topology>,
  output: Output,
): Promise<void> {
  const installations = new TestInstallations(config);
  const { kept, killed } = await installations.left();
  await removeAll([...kept, ...killed], installations, config, topologies);
  output.line(
    `Removed what ${several(kept.length, 'test')} had kept and ${several(killed.length, 'killed test')} had left.`,
  );
}

async function removeAll(
  names: readonly string[],
  installations: TestInstallations,
  config: LauncherConfig,
  topologies: ReadonlyMap<string, Topology>,
): Promise<void> {
  for (const installation of names) {
    const engine = await openTestEngine(config, topologies, installation);
    await engine.remove();
    await installations.forget(installation);
  }
}

async function writeReport(file: string, results: readonly RoundResult[]): Promise<void> {
  const path = resolve(file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, junitOf(results));
}

function summary(results: readonly RoundResult[]): string {
  const labs = new Set(results.map(({ lab }) => lab));
  const failed = new Set(results.filter(({ ok }) => !ok).map(({ lab }) => lab));
  const flaky = [...failed].filter((lab) => results.some((result) => result.lab === lab && result.ok));
  const told = failed.size === 0 ? 'all keep their contract' : `${[...failed].join(', ')} failed`;
  const unsteady = flaky.length === 0 ? '' : ` Sometimes it held and sometimes not: ${flaky.join(', ')}.`;
  return `${several(labs.size, 'lab')}, ${several(results.length, 'round')}: ${told}.${unsteady}`;
}
