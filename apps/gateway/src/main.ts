import { loadGatewayConfig } from '@springboard/config/processes.ts';
import type { Change } from '@springboard/contracts/notifications.ts';
import { createDatabase } from '@springboard/db/client.ts';
import { listenForChanges } from '@springboard/db/notify.ts';
import { openEngine } from '@springboard/driver-incus/open-engine.ts';
import { enqueue } from '@springboard/queue/outbox.ts';
import { createLogger } from '@springboard/telemetry/logger.ts';
import { nativeCrypto } from '@springboard/terminal/node/ssh.ts';
import { tabOrigins } from '@springboard/web-tabs/origins.ts';
import { WebTabs } from '@springboard/web-tabs/web-tabs.ts';
import { allowedOrigins } from './admission.ts';
import { coreAuthority } from './core-authority.ts';
import { coreSshAuthority } from './core-ssh-authority.ts';
import { recordInto, screensIn } from './record-into.ts';
import { GatewayServer } from './server.ts';
import { startSsh } from './ssh.ts';
import { tabAuthority } from './tab-authority.ts';

const config = loadGatewayConfig(process.env);
const log = createLogger({ name: 'gateway', level: config.logLevel });
const database = createDatabase(config.databaseUrl, {
  name: 'springboard-gateway',
  onError: (error) => log.warn({ err: error }, 'A connection to PostgreSQL was lost; it is replaced.'),
});
const driver = await openEngine(config);
const context = {
  db: database.db,
  enqueue,
  log,
  secret: config.secret,
  gatewayUrl: config.gatewayUrl,
  labsUrl: config.labsUrl,
  clock: () => new Date(),
};
// ssh2 falls back to JavaScript silently when its binding was built for another Node.js: said, since it costs speed.
const sshCrypto = (await nativeCrypto()) ? 'native' : 'javascript';
const authority = coreAuthority(context, driver);
const startRecording = recordInto(config.recordings, log);
const ssh = await startSsh({
  config: config.ssh,
  bind: config.bind,
  authority: coreSshAuthority(context, authority),
  startRecording,
  log,
});
const pages = allowedOrigins(config.url);
const { labsUrl } = config;
if (labsUrl === null || !tabOrigins(labsUrl).keepsCookies)
  log.warn(
    { labsUrl },
    'Web tabs cannot be opened at this address: see SPRINGBOARD_LABS_URL in docs/operations.md.',
  );
const tabs =
  labsUrl === null
    ? undefined
    : new WebTabs({ authority: tabAuthority(context, driver), labsUrl, pages, log });
const server = new GatewayServer({
  authority,
  origins: pages,
  bind: config.bind,
  port: config.port,
  tls: config.tls,
  log,
  startRecording,
  recordedScreen: screensIn(config.recordings),
  screens: { threads: config.limits.screenThreads },
  tabs,
  health: { sshCrypto, sshPort: ssh.port },
});

function onChange(change: Change): void {
  ssh.onChange(change);
  if (change.kind === 'revoked') server.revoke(change.personId, change.left);
  if (change.kind === 'follow') void server.sharingChanged(change.attemptId);
  if (change.kind === 'attempt') server.attemptChanged(change.attemptId);
  if (change.kind === 'environment-ended') server.endEnvironment(change.environmentId);
}
const listener = listenForChanges(config.databaseUrl, onChange, {
  onError: (error) => log.warn({ err: error }, 'Changes are not heard at the moment; trying again.'),
  // What was announced meanwhile was missed: everybody is asked about.
  onReconnect: () => {
    void server.authorizeAgain();
    void ssh.authorizeAgain();
  },
});

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  log.info({}, 'The gateway ends; pages are told to reconnect.');
  await Promise.all([server.close(), ssh.close()]);
  await listener.close();
  await driver.close();
  await database.close();
  process.disconnect?.();
}
process.on('SIGTERM', () => void end());
process.on('SIGINT', () => void end());

const port = await server.listen();
log.info({ port, engine: driver.name, sshCrypto }, 'The gateway serves terminals and web tabs.');
process.send?.({ kind: 'ready' });
