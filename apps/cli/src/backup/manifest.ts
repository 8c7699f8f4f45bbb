import { CopiedDatabase } from '@springboard/db/backup/copy-out.ts';
import { z } from 'zod';

/** First entry of an archive: what it is, before anything else of it is read. */
export const ArchiveHeader = z.object({
  format: z.literal('springboard-backup'),
  /** Of the archive's layout; raised when an older release could not read it any more. */
  version: z.literal(1),
  madeAt: z.iso.datetime(),
  installation: z.string(),
});
export type ArchiveHeader = z.infer<typeof ArchiveHeader>;

/** Last entry: without it the archive was cut. Every other entry is in it. */
export const ArchiveManifest = z.object({
  entries: z.array(z.object({ name: z.string(), bytes: z.number().int(), sha256: z.string() })),
  database: CopiedDatabase,
});
export type ArchiveManifest = z.infer<typeof ArchiveManifest>;

export const headerName = 'header.json';
export const manifestName = 'manifest.json';
export const databaseFolderName = 'database';
export const recordingsFolderName = 'recordings';

/** Files of the state folder that an installation is known by. */
export const stateFiles = ['installation.json', 'ssh_host_ed25519_key', 'ssh_host_ed25519_key.pub'] as const;

const names = new Set<string>([headerName, manifestName, ...stateFiles]);
const inFolders = /^(database\/[a-z_]+\.copy|recordings\/(walkthroughs\/)?[0-9a-f-]{36}\/[a-z0-9.-]+\.cast)$/;

/** Whether an entry of this name may be in an archive; any other is somebody's attempt to write elsewhere. */
export function isEntryName(name: string): boolean {
  return names.has(name) || inFolders.test(name);
}
