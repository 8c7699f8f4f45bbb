import { join } from 'node:path';
import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { embeddedUrl, startEmbedded } from '@springboard/db/embedded.ts';
import { Client } from 'pg';

export interface OpenedDatabase {
  readonly url: string;
  /** Ends the server if it was started for this. */
  close(): Promise<void>;
}

/** The platform's database: a server of one's own, the embedded one that runs, or that one started for as long as it is needed. */
export async function openDatabase(config: LauncherConfig, port: number): Promise<OpenedDatabase> {
  const nothing = async () => {};
  if (config.databaseUrl !== undefined) return { url: config.databaseUrl, close: nothing };
  const folder = join(config.state, 'postgres');
  const running = await embeddedUrl(folder, port);
  if (running !== undefined && (await answers(running))) return { url: running, close: nothing };
  const server = await startEmbedded({ folder, port, logFile: join(config.state, 'logs/postgres.log') });
  return { url: server.url, close: () => (server.started ? server.stop() : nothing()) };
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
