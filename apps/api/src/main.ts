import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createAuth } from '@springboard/auth/auth.ts';
import { Provider } from '@springboard/auth/provider/provider.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { loadApiConfig } from '@springboard/config/processes.ts';
import { openContext } from '@springboard/core/open-context.ts';
import { createDatabase } from '@springboard/db/client.ts';
import { listenForChanges } from '@springboard/db/notify.ts';
import { openEngine } from '@springboard/driver-incus/open-engine.ts';
import { resolveImage } from '@springboard/images/resolve.ts';
import { createLogger } from '@springboard/telemetry/logger.ts';
import { createHttpMetrics } from '@springboard/telemetry/metrics/http-metrics.ts';
import { createRegistry, serveMetrics } from '@springboard/telemetry/metrics/serve-metrics.ts';
import { z } from 'zod';
import { serve } from './http/serve.ts';
import { signInLimits } from './http/sign-in-limits.ts';
import { TrustedProxies } from './http/trusted-proxies.ts';
import { WebhookSecret } from './http/webhook-secret.ts';
import { LiveViews } from './live/live-views.ts';

/** Each open page reads its attempt at every change; more connections than this only queue up in PostgreSQL. */
const connections = 20;

const config = loadApiConfig(process.env);
const log = createLogger({ name: 'api', level: config.logLevel });
const database = createDatabase(config.databaseUrl, {
  name: 'springboard-api',
  max: connections,
  onError: (error) => log.warn({ err: error }, 'A connection to PostgreSQL was lost; it is replaced.'),
});
const core = await openContext(config, {
  db: database.db,
  driver: await openEngine(config),
  log,
  repoRoot: repositoryRoot,
  resolveImage,
});
const live = new LiveViews();
const registry = createRegistry();
const listener = listenForChanges(config.databaseUrl, (change) => live.onChange(change), {
  onError: (error) => log.warn({ err: error }, 'Changes are not heard at the moment; trying again.'),
  onReconnect: () => live.refreshAll(),
});
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(await readFile(join(repositoryRoot, 'package.json'), 'utf8')));
const server = await serve(
  {
    core,
    auth: createAuth({ db: database.db, secret: config.secret, url: config.url }),
    live,
    log,
    metrics: createHttpMetrics(registry, () => live.size),
    signInLimits: signInLimits(),
    trustedProxies: new TrustedProxies(config.trustedProxies),
    passwords: config.signIn.passwords,
    provider: config.signIn.provider && new Provider(config.signIn.provider, config.url),
    webhookSecret: new WebhookSecret(config.content.webhookSecretFile),
    url: config.url,
    gatewayUrl: config.gatewayUrl,
    ssh: config.ssh && { ...config.ssh, hostKeyFile: `${config.ssh.hostKeyFile}.pub` },
    labsUrl: config.labsUrl,
    version,
    startedAt: new Date(),
    webFolder: join(repositoryRoot, 'apps/web/dist'),
  },
  config,
);
const metricsServer = await serveMetrics({
  registry,
  port: config.metricsPorts.api,
  variable: 'SPRINGBOARD_API_METRICS_PORT',
  log,
});

let ending = false;
async function end(): Promise<void> {
  if (ending) return;
  ending = true;
  log.info({}, 'The API ends; requests that run are completed.');
  await server.close();
  await metricsServer.close();
  await listener.close();
  await core.driver.close();
  await database.close();
  process.disconnect?.();
}
process.on('SIGTERM', () => void end());
process.on('SIGINT', () => void end());

log.info({ port: server.port, url: config.url }, 'The API serves.');
process.send?.({ kind: 'ready' });
