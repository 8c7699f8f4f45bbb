import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { identify, isRunning, ProcessIdentity } from '../process-identity.ts';

/** Who runs the platform of a state folder: `<state>/run/launcher.json`. */
export const LauncherRecord = z.object({
  launcher: ProcessIdentity,
  /** Address people open. */
  url: z.string(),
  startedAt: z.iso.datetime(),
});
export type LauncherRecord = z.infer<typeof LauncherRecord>;

const fileOf = (state: string) => join(state, 'run/launcher.json');

/** The running launcher of this state folder; undefined when there is none, whatever an earlier one left behind. */
export const runningLauncher = (state: string): LauncherRecord | undefined => holderIn(fileOf(state));

function holderIn(file: string): LauncherRecord | undefined {
  try {
    const record = LauncherRecord.parse(JSON.parse(readFileSync(file, 'utf8')));
    return isRunning(record.launcher) ? record : undefined;
  } catch {
    return undefined;
  }
}

export type LockResult =
  | { readonly taken: true; release(): void }
  | { readonly taken: false; readonly holder: LauncherRecord | undefined };

/**
 * Makes this process the launcher of a state folder. The file appears whole or not at all, so that of two starts at
 * the same moment one wins; what a killed launcher left is replaced.
 */
export function takeLock(state: string, url: string): LockResult {
  mkdirSync(join(state, 'run'), { recursive: true, mode: 0o755 });
  const file = fileOf(state);
  const record: LauncherRecord = {
    launcher: identify(process.pid),
    url,
    startedAt: new Date().toISOString(),
  };
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(record), { mode: 0o644 });
  try {
    for (const _attempt of [1, 2, 3]) {
      try {
        linkSync(draft, file);
        return { taken: true, release: () => rmSync(file, { force: true }) };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = runningLauncher(state);
      if (holder) return { taken: false, holder };
      moveStaleAway(file);
    }
    return { taken: false, holder: runningLauncher(state) };
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Takes a record that is nobody's out of the way. It is moved before it is judged: another start may have replaced it
 * since it was read, and deleting it by its name would take away the lock of the one who won.
 */
export function moveStaleAway(file: string): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  try {
    if (holderIn(aside)) linkSync(aside, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}
