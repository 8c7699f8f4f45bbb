import { writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { loadLauncherConfig } from '@springboard/config/launcher.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import type { Output } from '@springboard/host/output.ts';
import type { Command } from 'commander';
import { unitsOf } from './units.ts';

interface Options {
  readonly user: string;
  readonly envFile: string;
  readonly backups?: string;
  readonly into?: string;
}

/** `springboard systemd`: the units of this checkout and this state folder. */
export function addSystemdCommand(program: Command, output: Output): void {
  program
    .command('systemd')
    .description('print the systemd units that run this installation')
    .option('--user <name>', 'whom it runs as', userInfo().username)
    .option('--env-file <file>', 'file of its settings, such as SPRINGBOARD_URL=…', '/etc/springboard.env')
    .option('--backups <folder>', 'a unit and a timer more, which back it up into this folder every night')
    .option('--into <folder>', 'write them there instead, such as /etc/systemd/system')
    .action(({ user, envFile, backups, into }: Options) => {
      const units = unitsOf({
        repository: repositoryRoot.replace(/\/$/, ''),
        node: process.execPath,
        state: loadLauncherConfig(process.env).state,
        environmentFile: resolve(envFile),
        user,
        backups: backups === undefined ? null : resolve(backups),
      });
      for (const { name, text } of units) {
        if (into === undefined) output.line(`# ${name}\n${text}`);
        else {
          writeFileSync(join(into, name), text, { mode: 0o644 });
          output.line(join(into, name));
        }
      }
    });
}
