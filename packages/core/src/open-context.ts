import { type ContentSettings, openContent } from '@springboard/content/open-content.ts';
import { type DeliverySettings, openChannels } from '@springboard/delivery/open-channels.ts';
import type { ImageRef } from '@springboard/environments/driver.ts';
import { enqueue } from '@springboard/queue/outbox.ts';
import type { Context, Limits, Logger } from './context.ts';
import { loadInfrastructure } from './infrastructure.ts';

/** The context of a process: what its configuration says, and the parts that it has opened. It closes them itself. */
export async function openContext(
  config: Pick<Context, 'secret' | 'installation' | 'url' | 'gatewayUrl' | 'labsUrl' | 'recordings'> & {
    readonly limits: Limits;
    readonly content: ContentSettings & { readonly intervalMs: number | null };
    readonly delivery: DeliverySettings;
    readonly labs: string;
    readonly state: string;
  },
  parts: Pick<Context, 'db' | 'driver'> & {
    readonly log: Logger;
    readonly repoRoot: string;
    readonly resolveImage: (repoRoot: string, name: string) => Promise<ImageRef>;
  },
): Promise<Context> {
  const { db, driver, log, repoRoot, resolveImage } = parts;
  const { secret, installation, url, gatewayUrl, labsUrl, recordings, limits } = config;
  return {
    db,
    driver,
    content: openContent(config.content, config),
    contentEveryMs: config.content.intervalMs,
    enqueue,
    channels: openChannels(config.delivery),
    log,
    secret,
    installation,
    url,
    gatewayUrl,
    labsUrl,
    recordings,
    clock: () => new Date(),
    limits,
    ...(await loadInfrastructure(repoRoot, resolveImage, log)),
  };
}
