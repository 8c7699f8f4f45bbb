import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The checkout this code runs from: recipes, labs and the built web pages are found relative to it. */
export const repositoryRoot = resolve(import.meta.dirname, '../../..');

/**
 * Where everything that outlives a start is kept when `SPRINGBOARD_STATE` names nothing: `/var/lib/springboard` for
 * root, the XDG state folder for anybody else.
 */
export function defaultStateFolder(env: NodeJS.ProcessEnv, uid = process.getuid?.()): string {
  if (uid === 0) return '/var/lib/springboard';
  const base = env.XDG_STATE_HOME || join(env.HOME || homedir(), '.local/state');
  return join(base, 'springboard');
}
