import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
export function runningLauncher(state: string): LauncherRecord | undefined {
  try {
    const record = LauncherRecord.parse(JSON.parse(readFileSync(fileOf(state), 'utf8')));
    return isRunning(record.launcher) ? record : undefined;
  } catch {
    return undefined;
  }
}

export type LockResult =
  | { readonly taken: true; release(): void; update(url: string): void }
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
        return {
          taken: true,
          release: () => rmSync(file, { force: true }),
          update: (newUrl) => writeFileSync(file, JSON.stringify({ ...record, url: newUrl })),
        };
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = runningLauncher(state);
      if (holder) return { taken: false, holder };
      rmSync(file, { force: true });
    }
    return { taken: false, holder: runningLauncher(state) };
  } finally {
    rmSync(draft, { force: true });
  }
}
