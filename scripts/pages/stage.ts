import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from '@playwright/test';
import { serve } from '@springboard/api/src/http/serve.ts';
import { signInLimits } from '@springboard/api/src/http/sign-in-limits.ts';
import { TrustedProxies } from '@springboard/api/src/http/trusted-proxies.ts';
import { WebhookSecret } from '@springboard/api/src/http/webhook-secret.ts';
import { LiveViews } from '@springboard/api/src/live/live-views.ts';
import { createAuth } from '@springboard/auth/auth.ts';
import { ensureDemoTeam } from '@springboard/auth/demo-team.ts';
import { createSignInLink } from '@springboard/auth/sign-in.ts';
import { defaultLimits } from '@springboard/config/limits.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import type { ContentRepository } from '@springboard/content/repository.ts';
import { syncContent } from '@springboard/core/content/sync.ts';
import type { Context } from '@springboard/core/context.ts';
import { loadInfrastructure } from '@springboard/core/infrastructure.ts';
import { remind } from '@springboard/core/notices/remind.ts';
import { createDatabase, type Database } from '@springboard/db/client.ts';
import { noChannels } from '@springboard/delivery/channel.ts';
import { loadDemo } from '@springboard/demo/load/load-demo.ts';
import { FakeDriver } from '@springboard/environments/fake-driver.ts';
import { Grant } from '@springboard/environments/topology.ts';
import { nextFreePort } from '@springboard/host/facts/resources.ts';
import { resolveImage } from '@springboard/images/resolve.ts';
import { enqueue } from '@springboard/queue/outbox.ts';
import { createLogger } from '@springboard/telemetry/logger.ts';
import { ApiClient } from '@springboard/testkit/api-client.ts';
import { inDatabase, startCluster, templateDatabase } from '@springboard/testkit/cluster.ts';
import { sql } from 'drizzle-orm';
import { addClasses } from './classes.ts';
import { addLabTests } from './lab-tests.ts';
import { labsOfTheTeam } from './labs-folder.ts';
import { addReviewing } from './reviewing.ts';
import { addWalkthroughs } from './teaching.ts';

/** The platform as the pages are looked at: a Wednesday afternoon. The real time would give other pictures each day. */
export const now = new Date('2026-11-25T14:30:00Z');
const host = '127.0.0.1';

export interface Stage {
  readonly url: string;
  readonly db: Database;
  /** Folder of what terminals printed. */
  readonly recordings: string;
  /** Cookies of somebody who has signed in. */
  readonly signIn: (personId: string, context: BrowserContext) => Promise<void>;
  readonly close: () => Promise<void>;
}

/**
 * The API with the demo team and its history on a database of its own, at a time that stands still. Nothing of it touches an engine: its driver is the
 * fake one. `pages` is the folder of the built pages.
 */
export async function openStage(pages: string): Promise<Stage> {
  const cluster = await startCluster();
  const admin = createDatabase(cluster.server.adminUrl, { max: 1 });
  await admin.db.execute(sql.raw(`create database pages template ${templateDatabase} owner springboard`));
  await admin.close();
  const handle = createDatabase(inDatabase(cluster.server.adminUrl, 'pages'));
  const recordings = await mkdtemp(join(tmpdir(), 'springboard-pages-'));
  const url = `http://${host}:${await nextFreePort(27_800, host)}`;
  const labs = await labsOfTheTeam(join(repositoryRoot, 'labs'), new Date(now.getTime() - 20 * 86_400_000));
  const core = await contextOn(handle.db, { url, recordings, content: labs.content });
  await syncContent(core);
  await ensureDemoTeam(handle.db);
  await loadDemo(handle.db, {
    now,
    recordings,
    environments: 'living',
    labs: join(repositoryRoot, 'labs'),
    topologies: join(repositoryRoot, 'infra/environments'),
  });
  await addLabTests(core);
  await addClasses(core);
  await addWalkthroughs(core);
  await addReviewing(core);
  await remind(core);
  await setClocks(handle.db);
  const auth = createAuth({ db: handle.db, secret: 's'.repeat(43), url });
  const server = await serve(
    {
      ...{ core, auth, live: new LiveViews(), log: createLogger({ name: 'pages', level: 'warn' }), url },
      metrics: { observe: () => {} },
      signInLimits: signInLimits(),
      ...{ passwords: true, provider: null, webhookSecret: new WebhookSecret(undefined) },
      ...{ gatewayUrl: core.gatewayUrl, labsUrl: core.labsUrl },
      ssh: null,
      trustedProxies: new TrustedProxies([]),
      version: '0.1.0',
      startedAt: new Date(now.getTime() - 6 * 86_400_000),
      webFolder: pages,
    },
    { bind: host, port: Number(new URL(url).port) },
  );
  return {
    ...{ url, recordings },
    db: handle.db,
    signIn: async (personId, context) => {
      const { url: link } = await createSignInLink(auth, personId);
      const { cookie } = await ApiClient.signIn(link);
      const cookies = cookie.split('; ').map((pair) => {
        const [name = '', ...value] = pair.split('=');
        return { name, value: value.join('='), url };
      });
      await context.addCookies(cookies);
      await setClocks(handle.db);
    },
    close: async () => {
      await server.close();
      await handle.close();
      await cluster.remove();
      await rm(recordings, { recursive: true, force: true });
      await labs.remove();
    },
  };
}

async function contextOn(
  db: Database,
  given: { readonly url: string; readonly recordings: string; readonly content: ContentRepository },
): Promise<Context> {
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  return {
    ...{ db, enqueue, log, ...given },
    driver: new FakeDriver({ features: Grant.options }),
    contentEveryMs: 60_000,
    channels: noChannels,
    secret: Buffer.alloc(32, 7).toString('base64url'),
    installation: '0badcafe',
    gatewayUrl: `ws://${host}:27801`,
    labsUrl: 'http://*.labs.localhost:27801',
    clock: () => now,
    limits: { ...defaultLimits, grants: Grant.options },
    ...(await loadInfrastructure(repositoryRoot, resolveImage, log)),
  };
}

/** What the database dated by its own clock is dated back: this database is nobody's record of anything. */
async function setClocks(db: Database): Promise<void> {
  const at = sql.param(now.toISOString());
  const before = sql`${at}::timestamptz - interval '40 minutes'`;
  await db.transaction(async (tx) => {
    await tx.execute(sql`alter table audit_event disable trigger user`);
    await tx.execute(sql`delete from audit_event where at > ${at}::timestamptz`);
    await tx.execute(sql`alter table audit_event enable trigger user`);
    await tx.execute(sql`update session set created_at = ${before}`);
    await tx.execute(
      sql`update person set last_sign_in_at = ${before} where last_sign_in_at > ${at}::timestamptz`,
    );
  });
}
