import { join } from 'node:path';
import type { LauncherConfig } from '@springboard/config/launcher.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import type { Database } from '@springboard/db/client.ts';
import { loadDemo } from '@springboard/demo/load/load-demo.ts';
import { removeDemo } from '@springboard/demo/load/remove-demo.ts';
import type { Output } from '@springboard/host/output.ts';

/** Loads the invented history of the demo team, or takes it away, and says what came of it. */
export async function changeDemo(
  what: 'load' | 'remove',
  db: Database,
  { state }: Pick<LauncherConfig, 'state'>,
  output: Output,
): Promise<void> {
  const recordings = join(state, 'recordings');
  output.progress('  demo      the history of the demo team');
  if (what === 'remove') {
    const { attempts, people, left } = await removeDemo(db, recordings);
    const stay =
      left.length === 0 ? '' : `; ${left.join(', ')} stayed, since they have done something of their own`;
    output.line(`  demo      ${attempts} attempts and ${people} people were removed${stay}`);
    return;
  }
  const loaded = await loadDemo(db, {
    now: new Date(),
    // Those of this checkout, whatever the installation teaches: the history is about them.
    labs: join(repositoryRoot, 'labs'),
    topologies: join(repositoryRoot, 'infra/environments'),
    recordings,
    environments: 'ended',
  });
  if (loaded.kind === 'loaded')
    output.line(`  demo      ${loaded.people} people with ${loaded.attempts} attempts`);
  if (loaded.kind === 'there') output.line('  demo      is there already');
  if (loaded.kind === 'incomplete')
    output.line('  demo      was not loaded: somebody of the demo team has left, and its history needs them');
}
