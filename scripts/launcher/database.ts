import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runningServer } from '@springboard/db/embedded/process.ts';
import { type EmbeddedServer, startEmbedded } from '@springboard/db/embedded.ts';
import { migrate } from '@springboard/db/migrate.ts';
import { databaseFolder } from './identity.ts';

export interface RunningDatabase {
  readonly url: string;
  /** Undefined for an external server. */
  readonly pid: () => number | undefined;
  /** Called whenever a server that had ended by itself takes queries again. */
  onBack(listener: () => void): void;
  stop(): Promise<void>;
}

/**
 * The database of the platform, at the newest schema: an external one when `url` is given, else the embedded one, which
 * is started again with a growing delay whenever it ends by itself.
 */
export async function openDatabase(
  options: { readonly url: string | undefined; readonly state: string; readonly port: number },
  say: (text: string) => void,
): Promise<RunningDatabase> {
  if (options.url !== undefined) {
    await migrate(options.url);
    return { url: options.url, pid: () => undefined, onBack: () => {}, stop: async () => {} };
  }
  const logs = join(options.state, 'logs');
  mkdirSync(logs, { recursive: true });
  // The server may run as a user of its own, who has to get through.
  chmodSync(options.state, 0o755);
  const start = () =>
    startEmbedded({
      folder: databaseFolder(options.state),
      port: options.port,
      logFile: join(logs, 'postgres.log'),
    });
  let server = await start();
  await migrate(server.url);
  let stopping = false;
  let back = () => {};
  const watch = async (watched: EmbeddedServer): Promise<void> => {
    await watched.exited;
    for (let delayMs = 200; !stopping; delayMs = Math.min(delayMs * 2, 10_000)) {
      say(`the database ended by itself; it is started again in ${delayMs / 1000} s`);
      await pause(delayMs);
      if (stopping) return;
      try {
        server = await start();
        say('the database is back');
        back();
        return watch(server);
      } catch (error) {
        say(`the database did not start: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  const watching = watch(server);
  return {
    url: server.url,
    pid: () => server.pid,
    onBack(listener) {
      back = listener;
    },
    async stop() {
      stopping = true;
      await server.stop();
      await watching;
    },
  };
}

/** Ends the embedded database of a state folder if a killed launcher left it running. */
export async function stopDatabase(state: string): Promise<void> {
  // Port 0 is nobody's: whichever server runs on this folder counts as one to end.
  await runningServer(join(databaseFolder(state), 'data'), 0);
}
