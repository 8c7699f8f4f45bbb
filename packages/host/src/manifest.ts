import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '@springboard/config/write-whole.ts';
import { z } from 'zod';

/** Everything Springboard put on a machine, so that uninstall can take it back: `<state>/manifest.json`. */
export const Manifest = z.object({
  version: z.literal(1),
  /** Debian packages that were not there before. */
  packages: z.array(z.string()),
  /** Files we wrote outside of the state folder. */
  files: z.array(z.string()),
  /** Kernel settings as they were before us, and what we set. */
  sysctls: z.array(z.object({ key: z.string(), before: z.number(), after: z.number() })),
  /** Storage pool that we made. */
  pool: z.object({ name: z.string(), driver: z.string() }).nullable(),
  /** System users we made (the database's), and memberships we gave. */
  users: z.array(z.string()),
  memberships: z.array(z.object({ user: z.string(), group: z.string() })),
  /** Installations (8 hex digits) whose projects live in the engine. */
  installations: z.array(z.string()),
  /** State folders, the tests' among them. */
  stateFolders: z.array(z.string()),
});
export type Manifest = z.infer<typeof Manifest>;

const empty: Manifest = {
  version: 1,
  packages: [],
  files: [],
  sysctls: [],
  pool: null,
  users: [],
  memberships: [],
  installations: [],
  stateFolders: [],
};

const fileOf = (state: string) => join(state, 'manifest.json');

/** The manifest kept in a state folder; an empty one before the first start. Throws when the file is damaged. */
export function readManifest(state: string): Manifest {
  let text: string;
  try {
    text = readFileSync(fileOf(state), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return structuredClone(empty);
    throw error;
  }
  const result = Manifest.safeParse(JSON.parse(text));
  if (result.success) return result.data;
  throw new Error(`${fileOf(state)} is damaged: ${z.prettifyError(result.error)}. Nothing was changed.`);
}

/** Whether there is a manifest of ours in this folder. Throws when a file of that name is something else. */
export function hasManifest(state: string): boolean {
  return existsSync(fileOf(state)) && readManifest(state).version === 1;
}

/** Whether something is still written down besides the state folder that the manifest itself is in. */
export function holdsAnything(state: string): boolean {
  const { version: _, pool, stateFolders, ...lists } = readManifest(state);
  return (
    pool !== null ||
    stateFolders.some((folder) => folder !== state) ||
    Object.values(lists).some((list) => list.length > 0)
  );
}

/** Writes the manifest whole or not at all. */
export function writeManifest(state: string, manifest: Manifest): void {
  mkdirSync(state, { recursive: true, mode: 0o755 });
  writeWhole(fileOf(state), `${JSON.stringify(Manifest.parse(manifest), null, 2)}\n`, 0o644);
}

/** Reads, changes, writes. Called before the deed where a kill in between would otherwise lose track of it. */
export function amendManifest(state: string, change: (manifest: Manifest) => void): Manifest {
  const manifest = readManifest(state);
  change(manifest);
  writeManifest(state, manifest);
  return manifest;
}

/** Adds `items` that are not there yet. */
export function addTo<T>(list: T[], ...items: readonly T[]): void {
  const known = new Set(list.map((item) => JSON.stringify(item)));
  list.push(...items.filter((item) => !known.has(JSON.stringify(item))));
}
