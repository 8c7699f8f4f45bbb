import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { variables } from './variables.ts';
import { writeWhole } from './write-whole.ts';

/** What is made at the first start and kept for ever in `<state>/installation.json`, mode 0600. */
/** In the state folder while a backup is being restored into it: nothing starts on what is half there. */
export const restoreUnderWay = 'restore-under-way';

export const Installation = z.object({
  installation: variables.SPRINGBOARD_INSTALLATION,
  secret: variables.SPRINGBOARD_SECRET,
  port: z.number().int().min(1).max(65_535),
  gatewayPort: z.number().int().min(1).max(65_535),
  /** Of the embedded PostgreSQL, on 127.0.0.1. */
  databasePort: z.number().int().min(1).max(65_535),
  /** Of `GET /metrics` of worker and API, on 127.0.0.1; absent until they are first chosen. */
  metricsPort: z.number().int().min(1).max(65_535).optional(),
  apiMetricsPort: z.number().int().min(1).max(65_535).optional(),
  /** Of people's own SSH clients; absent until it is first chosen. */
  sshPort: z.number().int().min(1).max(65_535).optional(),
});
export type Installation = z.infer<typeof Installation>;

const fileOf = (state: string) => join(state, 'installation.json');

/** The installation kept in this state folder, or undefined before the first start. Throws when the file is damaged. */
export function readInstallation(state: string): Installation | undefined {
  let text: string;
  try {
    text = readFileSync(fileOf(state), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return Installation.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(
      `${fileOf(state)} is damaged. It names this installation and holds its secret; restore it from a backup, or move the state folder away to begin anew.`,
      { cause },
    );
  }
}

/** Writes the file whole or not at all. */
export function writeInstallation(state: string, installation: Installation): void {
  // Others may pass through: embedded PostgreSQL runs as a user of its own in a folder below.
  mkdirSync(state, { recursive: true, mode: 0o755 });
  writeWhole(fileOf(state), `${JSON.stringify(Installation.parse(installation), null, 2)}\n`, 0o600);
}

/** Installations of tests begin so, and no other does: what a killed test run left can be told from people's work. */
export const testPrefix = 'ff';

/** A new identity: 8 hex digits and 32 random bytes. */
export function newIdentity(): Pick<Installation, 'installation' | 'secret'> {
  const installation = randomBytes(4).toString('hex');
  if (installation.startsWith(testPrefix)) return newIdentity();
  return { installation, secret: randomBytes(32).toString('base64url') };
}

/** The 8 hex digits of an installation that lives as long as a test. */
export function newTestInstallation(): string {
  return testPrefix + randomBytes(3).toString('hex');
}
