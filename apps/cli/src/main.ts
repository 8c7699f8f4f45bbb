import { loadLauncherConfig } from '@springboard/config/launcher.ts';
import { ConfigError } from '@springboard/config/problem.ts';
import { doctor } from '@springboard/host/doctor.ts';
import { outputTo } from '@springboard/host/output.ts';
import { ImageBuildError } from '@springboard/images/errors.ts';
import { Command } from 'commander';
import { buildImagesCommand, listImagesCommand } from './images.ts';

const output = outputTo(process.stdout);
const program = new Command('springboard').description('Springboard from the command line');

program
  .command('doctor')
  .description('check this machine: what is fine, what is missing, what that costs, how to mend it')
  .option('--json', 'as JSON', false)
  .action(async (options: { json: boolean }) => {
    process.exitCode = await doctor(loadLauncherConfig(process.env), options, output);
  });

const images = program.command('images').description('golden images of the environments');
images
  .command('list')
  .description('every image, its current generation, and whether the engine holds it')
  .action(() => listImagesCommand(output));
images
  .command('build')
  .argument('[names...]', 'images to build; all that topologies use when none is named')
  .description('build the images that the engine does not hold')
  .action((names: string[]) => buildImagesCommand(loadLauncherConfig(process.env), names, output));

try {
  await program.parseAsync();
} catch (error) {
  output.clear();
  const expected = error instanceof ConfigError || error instanceof ImageBuildError;
  output.line(
    expected ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error),
  );
  process.exitCode = 1;
}
