import { readFileSync } from 'node:fs';
import type { Server } from 'node:https';
import type { TlsConfig } from './tls.ts';

/** A renewed certificate is served so long after it was written at the latest, in milliseconds. */
const lookEveryMs = 60_000;

export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

/** What the files hold now. Throws with the name of the file that cannot be read. */
export function readTlsFiles({ certificate, key }: TlsConfig): TlsFiles {
  return { cert: read('SPRINGBOARD_TLS_CERT', certificate), key: read('SPRINGBOARD_TLS_KEY', key) };
}

function read(variable: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new Error(`${variable}: ${path} cannot be read by the platform's user.`, { cause });
  }
}

/**
 * Serves a renewed certificate without a restart; connections that are open stay. One that cannot be read, or does not fit its key, is told and the one
 * before it goes on. Answers how to stop looking.
 */
export function followTlsFiles(
  config: TlsConfig,
  server: Pick<Server, 'setSecureContext'>,
  onError: (error: Error) => void,
  everyMs = lookEveryMs,
): () => void {
  let served = JSON.stringify(readTlsFiles(config));
  const timer = setInterval(() => {
    try {
      const now = readTlsFiles(config);
      if (JSON.stringify(now) === served) return;
      // Tried once: a bad pair is not told again every minute.
      served = JSON.stringify(now);
      server.setSecureContext({ ...now });
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
