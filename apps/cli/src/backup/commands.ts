import { resolve } from 'node:path';
import { loadLauncherConfig } from '@springboard/config/launcher.ts';
import type { Output } from '@springboard/host/output.ts';
import type { Command } from 'commander';

/** `backup` and `restore`: of this machine's installation, and not by way of the API. */
export function addBackupCommands(program: Command, output: Output): void {
  program
    .command('backup')
    .argument('<file>', 'where to write it; it must not be there')
    .description('write all of this installation into one file: database, recordings, identity, host key')
    .action(async (file: string) => {
      const { backUp } = await import('./backup.ts');
      output.progress('Writing the backup');
      const { bytes, rows, recordings } = await backUp(loadLauncherConfig(process.env), fromWhereOneIs(file));
      output.clear();
      output.line(`${file}: ${(bytes / 1e6).toFixed(1)} MB, ${rows} rows, ${recordings} recordings.`);
      output.line(
        'It holds the secret of this installation and all that is known of people: keep it like a root password.',
      );
    });
  program
    .command('restore')
    .argument('<file>', 'what `backup` wrote, by this release or an earlier one')
    .description('make the installation of a backup, in a state folder without one')
    .action(async (file: string) => {
      const { restore } = await import('./restore.ts');
      const config = loadLauncherConfig(process.env);
      output.progress('Restoring');
      const { madeAt, installation, rows, recordings } = await restore(config, fromWhereOneIs(file));
      output.clear();
      output.line(`Installation ${installation} as of ${madeAt}: ${rows} rows, ${recordings} recordings.`);
      output.line(
        `It is in ${config.state}. \`npm start\` starts it; environments that its engine does not have are shown as lost.`,
      );
    });
}

/** npm runs commands in the root of the checkout, and says where it was called. */
function fromWhereOneIs(file: string): string {
  return resolve(process.env.INIT_CWD ?? '.', file);
}
