import { parseArgs } from 'node:util';
import { readInstallation } from '@springboard/config/installation.ts';
import { loadLauncherConfig } from '@springboard/config/launcher.ts';
import { engineApi } from '@springboard/host/engine/api.ts';
import { stopDaemon } from '@springboard/host/engine/daemon.ts';
import { destroyInstances } from '@springboard/host/engine/projects.ts';
import { engineFacts } from '@springboard/host/facts/engine.ts';
import { osFacts } from '@springboard/host/facts/os.ts';
import { outputTo } from '@springboard/host/output.ts';
import { runningLauncher } from '@springboard/host/platform/lock.ts';
import { endLeftovers } from '@springboard/host/platform/process-records.ts';
import { ended, signal } from '@springboard/host/process-identity.ts';
import { stopDatabase } from './launcher/database.ts';

const { values } = parseArgs({
  options: {
    environments: { type: 'boolean', default: false },
    engine: { type: 'boolean', default: false },
  },
});
const output = outputTo(process.stdout);
const config = loadLauncherConfig(process.env);

const running = runningLauncher(config.state);
if (running) {
  output.progress('Stopping the platform');
  signal(running.launcher, 'SIGTERM');
  if (!(await ended(running.launcher, 60_000))) {
    output.line('It did not stop within a minute and is ended by force; nothing that was stored is lost.');
    signal(running.launcher, 'SIGKILL');
  }
  output.line('The platform is stopped.');
} else {
  output.line('The platform is not running.');
}
const leftovers = await endLeftovers(config.state);
if (leftovers.length > 0) output.line(`Ended what a killed start had left: ${leftovers.join(', ')}.`);
await stopDatabase(config.state);

if (values.environments) {
  const kept = readInstallation(config.state);
  if (kept) {
    const installation = config.installation ?? kept.installation;
    const count = await destroyInstances(engineApi(config.engine, 60_000), installation, (done, all) =>
      output.progress(`Destroying environments: ${done} of ${all} nodes`),
    );
    output.line(count === 0 ? 'There were no environments.' : `Environments destroyed (${count} nodes).`);
  }
}

if (values.engine && config.engine.kind === 'local') {
  const facts = await engineFacts(config.engine);
  if (facts.version === null) {
    output.line('The engine is not running.');
  } else {
    output.progress('Stopping the engine and all it runs');
    await stopDaemon((await osFacts()).init);
    output.line('The engine is stopped.');
  }
} else if (!values.environments) {
  output.line('Engine and environments go on running (--environments and --engine end them too).');
}
