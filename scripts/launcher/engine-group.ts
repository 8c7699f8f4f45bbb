import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import type { EngineConfig } from '@springboard/config/variables.ts';

/** Set in the second start, so that there is no third. */
const mark = 'SPRINGBOARD_IN_GROUP';

/**
 * Whether the engine's socket is closed to us only because the membership that set-up gave is not in force yet: it
 * takes effect at the next sign-in, or under `sg`.
 */
export function lacksEngineGroup(engine: EngineConfig): boolean {
  if (engine.kind === 'remote' || process.getuid?.() === 0 || process.argv.includes(`--${mark}`))
    return false;
  try {
    accessSync(engine.socket, constants.R_OK | constants.W_OK);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EACCES';
  }
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** Starts the launcher once more with the engine's group in force, and ends as it ends. */
export async function startAgainInGroup(): Promise<number> {
  const command = [process.execPath, ...process.argv.slice(1), `--${mark}`].map(quoted).join(' ');
  const child = spawn('sg', ['incus-admin', '-c', `exec ${command}`], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
