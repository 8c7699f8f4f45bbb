import { loadLauncherConfig } from '@springboard/config/launcher.ts';
import { ConfigError } from '@springboard/config/problem.ts';
import { outputTo } from '@springboard/host/output.ts';
import { ImageBuildError } from '@springboard/images/errors.ts';
import { Command, CommanderError } from 'commander';
import { CliError, exit } from './api/errors.ts';
import { addBackupCommands } from './backup/commands.ts';
import { addFleetCommands } from './fleet/commands.ts';
import { addLabCommands } from './labs/commands.ts';
import { addSystemdCommand } from './systemd/command.ts';

// What a command alone needs is loaded with it: most of them only ask the API.
const output = outputTo(process.stdout);
const program = new Command('springboard').description('Springboard from the command line').exitOverride();

program
  .command('doctor')
  .description('check this machine: what is fine, what is missing, what that costs, how to mend it')
  .option('--json', 'as JSON', false)
  .action(async (options: { json: boolean }) => {
    const { doctor } = await import('@springboard/host/doctor.ts');
    process.exitCode = await doctor(loadLauncherConfig(process.env), options, output);
  });

const images = program.command('images').description('golden images of the environments');
images
  .command('list')
  .description('every image, its current generation, and whether the engine holds it')
  .action(async () => (await import('./images.ts')).listImagesCommand(output));
images
  .command('build')
  .argument('[names...]', 'images to build; all that topologies use when none is named')
  .description('build the images that the engine does not hold')
  .action(async (names: string[]) => {
    const { buildImagesCommand } = await import('./images.ts');
    await buildImagesCommand(loadLauncherConfig(process.env), names, output);
  });

addBackupCommands(program, output);
addFleetCommands(program, output);
addLabCommands(program, output);
addSystemdCommand(program, output);

try {
  await program.parseAsync();
} catch (error) {
  output.clear();
  process.exitCode = tell(error);
}

/** Says what went wrong, on the stream for that, and how to end. */
function tell(error: unknown): number {
  // Commander has said it already, or was asked for help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage;
  const errors = outputTo(process.stderr);
  if (error instanceof CliError) {
    errors.line(error.message);
    if (error.remedy !== undefined) errors.line(error.remedy);
    return error.code;
  }
  const expected = error instanceof ConfigError || error instanceof ImageBuildError;
  errors.line(
    expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
  return exit.failed;
}
