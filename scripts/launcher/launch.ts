import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createAuth } from '@springboard/auth/auth.ts';
import { ensureDemoTeam } from '@springboard/auth/demo-team.ts';
import { createSignInLink } from '@springboard/auth/sign-in.ts';
import { type LauncherConfig, loadLauncherConfig } from '@springboard/config/launcher.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import type { Role } from '@springboard/contracts/roles.ts';
import { createDatabase } from '@springboard/db/client.ts';
import { databaseUser } from '@springboard/db/embedded/os-user.ts';
import { keepPortsGuarded } from '@springboard/host/engine/keep-guarded.ts';
import { collectFacts } from '@springboard/host/facts/collect.ts';
import { columns, duration, type Output } from '@springboard/host/output.ts';
import { runningLauncher, takeLock } from '@springboard/host/platform/lock.ts';
import { endLeftovers } from '@springboard/host/platform/process-records.ts';
import { noteNewUser } from '@springboard/host/system-user.ts';
import { openDatabase } from './database.ts';
import { changeDemo } from './demo.ts';
import { bringEngineUp } from './engine.ts';
import { lacksEngineGroup, startAgainInGroup } from './engine-group.ts';
import { type Identity, identityOf } from './identity.ts';
import { keepImagesBuilt } from './images.ts';
import { type ProcessSettings, publicAddresses, startProcesses } from './processes.ts';
import { buildPages, pagesAreStale } from './web-build.ts';

export interface LaunchOptions {
  readonly dryRun: boolean;
  readonly ask: boolean;
  readonly images: boolean;
  readonly links: boolean;
  /** `load`: the demo team gets its history; `remove`: it is taken away again. */
  readonly demo: 'load' | 'remove' | null;
}

/**
 * `npm start`: brings the platform up, stays until it is told to stop, and resolves to the exit code. Undoes what it
 * began when a step fails; the engine and its environments are never stopped here.
 */
export async function launch(options: LaunchOptions, output: Output): Promise<number> {
  const began = performance.now();
  const config = loadLauncherConfig(process.env);
  const already = runningLauncher(config.state);
  if (already) {
    output.line(`Springboard is already running: ${output.paint('bold', already.url)}`);
    output.line('Stop it with `npm run stop`.');
    return 0;
  }
  output.line(output.paint('bold', 'Springboard'));
  const facts = await collectFacts(config, []);
  output.line(
    `  host      ${facts.os.name}, ${facts.resources.cpus} cores, ${Math.round(facts.resources.memoryTotal / 2 ** 30)} GiB of memory`,
  );
  if (options.dryRun) {
    const problem = await bringEngineUp(
      config,
      facts,
      '',
      { machineState: '', dryRun: true, ask: false },
      output,
    );
    if (problem) output.line(`  engine    ${problem.reason} ${problem.remedy}`);
    return 0;
  }

  mkdirSync(join(config.state, 'logs'), { recursive: true });
  await endLeftovers(config.state);
  const installation = await identityOf(config);
  const { url } = publicAddresses({ config, installation });
  const lock = takeLock(config.state, url);
  if (!lock.taken) {
    output.line(
      `Springboard is being started already${lock.holder ? ` by process ${lock.holder.launcher.pid}` : ''}.`,
    );
    return 0;
  }
  const undo: (() => Promise<void> | void)[] = [() => lock.release()];
  const stopRequested = stopSignal(output);
  const say = (text: string) =>
    output.line(`  ${output.paint('dim', new Date().toTimeString().slice(0, 8))}  ${text}`);
  try {
    const problem = await bringEngineUp(
      config,
      facts,
      installation.installation,
      { machineState: config.machineState, dryRun: false, ask: options.ask },
      output,
    );
    if (problem === null && lacksEngineGroup(config.engine)) {
      lock.release();
      return await startAgainInGroup();
    }
    output.progress('  database  starting');
    if (config.databaseUrl === undefined) await noteNewUser(config.machineState, databaseUser);
    const database = await openDatabase(
      { url: config.databaseUrl, state: config.state, port: installation.databasePort },
      say,
    );
    undo.push(() => database.stop());
    const handle = createDatabase(database.url, { name: 'springboard-launcher', max: 2 });
    undo.push(() => handle.close());
    const people = await ensureDemoTeam(handle.db);
    if (options.demo !== null) await changeDemo(options.demo, handle.db, config, output);
    if (pagesAreStale(repositoryRoot)) {
      output.progress('  pages     building');
      const served = await buildPages(repositoryRoot);
      if (served === 'older') {
        output.line(
          `  ${output.paint('yellow', 'pages')}     could not be built anew; those built before are served`,
        );
      }
    }
    const settings: ProcessSettings = {
      config,
      installation,
      databaseUrl: database.url,
      engineProblem: problem,
    };
    const processes = await startProcesses(settings, say, (text) => output.progress(`  platform  ${text}`));
    undo.push(() => processes.stop());
    output.clear();

    const ownDatabase = config.databaseUrl === undefined;
    const links: Partial<Record<Role, string>> = {};
    if (options.links) {
      const auth = createAuth({ db: handle.db, secret: installation.secret, url });
      for (const { id, role } of people) links[role] = (await createSignInLink(auth, id)).url;
    }
    printReady(output, {
      url,
      links,
      problem,
      config,
      installation,
      ownDatabase,
      took: performance.now() - began,
    });
    if (problem === null && config.engine.kind === 'local') {
      const keeper = keepPortsGuarded({ say });
      undo.push(() => keeper.stop());
    }
    if (options.images && problem === null && config.engine.kind === 'local') {
      const { state, machineState, grants } = config;
      const builds = keepImagesBuilt({ state, machineState, grants, db: handle.db, output, say });
      undo.push(() => builds.stop());
    }
    const announce = () => {
      const pid = database.pid();
      process.send?.({
        kind: 'ready',
        url,
        databaseUrl: database.url,
        installation: installation.installation,
        pids: { ...processes.pids(), ...(pid !== undefined && { postgres: pid }) },
        links,
      });
    };
    announce();
    processes.onBack(announce);
    database.onBack(announce);
    await stopRequested;
    output.line();
    output.progress('Stopping. The engine and the environments go on running.');
    return 0;
  } finally {
    for (const step of undo.reverse()) await step();
    output.clear();
  }
}

function printReady(
  output: Output,
  ready: {
    readonly url: string;
    readonly links: Partial<Record<Role, string>>;
    readonly problem: { readonly reason: string; readonly remedy: string } | null;
    readonly config: LauncherConfig;
    readonly installation: Identity;
    readonly ownDatabase: boolean;
    readonly took: number;
  },
): void {
  if (ready.problem) {
    output.line(
      `  ${output.paint('yellow', 'engine')}    labs are not available here: ${ready.problem.reason}`,
    );
    output.line(`            ${ready.problem.remedy}`);
  }
  output.line(`  state     ${ready.config.state}`);
  output.line(`  labs      ${labsInWords(ready.config)}`);
  output.line(`  ports     ${portsInWords(ready.installation, ready.ownDatabase)}`);
  output.line(`  ready     in ${duration(ready.took)}`);
  output.line();
  output.line(`  ${output.paint('bold', ready.url)}`);
  const links = Object.entries(ready.links);
  if (links.length > 0) {
    output.line();
    output.line('  Sign in as (each link works once):');
    for (const line of columns(
      links.map(([role, link]) => [role, link ?? '']),
      4,
    ))
      output.line(line);
  }
  output.line();
  output.line(output.paint('dim', '  Ctrl-C stops the platform; environments go on running.'));
}

function labsInWords({ content, labs }: LauncherConfig): string {
  return content.url === undefined
    ? `${labs}, as they lie there`
    : `${content.url}, branch ${content.branch}`;
}

/** What listens where: with two platforms on a machine nobody can know it by heart. */
function portsInWords(ports: Identity, ownDatabase: boolean): string {
  const { port, gatewayPort, databasePort, metricsPort, apiMetricsPort, sshPort } = ports;
  const metrics = [metricsPort, apiMetricsPort].filter((one) => one !== null);
  return [
    `${port} pages`,
    `${gatewayPort} terminals and web tabs`,
    sshPort === null ? 'no SSH clients' : `${sshPort} SSH clients`,
    ...(ownDatabase ? [`${databasePort} database`] : []),
    metrics.length > 0 ? `${metrics.join(' and ')} metrics` : 'no metrics',
  ].join(', ');
}

/** Resolves at the first request to stop. Requests that follow within two seconds are the same one passed on by npm. */
function stopSignal(output: Output): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let first = 0;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (first === 0) {
        first = Date.now();
        resolve();
      } else if (Date.now() - first > 2000) {
        output.line('Stopped by force; the next start tidies up.');
        process.exit(130);
      }
    });
  }
  process.on('disconnect', () => resolve());
  return promise;
}
