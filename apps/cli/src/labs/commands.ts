import { type LauncherConfig, loadLauncherConfig } from '@springboard/config/launcher.ts';
import { repositoryRoot } from '@springboard/config/paths.ts';
import { loadTopologies } from '@springboard/environments/load-topology.ts';
import type { Output } from '@springboard/host/output.ts';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { CliError, exit } from '../api/errors.ts';
import { connected } from '../fleet/connected.ts';

function count(text: string): number {
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1 to 999.');
}

const labsOption = () =>
  new Option('--labs <folder>', 'folder of the labs; default: SPRINGBOARD_LABS, else those of this checkout');

/** What every command of labs begins with; `labs` is the option where it was given. */
async function situation(given: { readonly labs?: string }): Promise<{
  config: LauncherConfig;
  labs: string;
  topologies: Awaited<ReturnType<typeof loadTopologies>>;
}> {
  const { resolve } = await import('node:path');
  const config = loadLauncherConfig(process.env);
  const labs = given.labs === undefined ? config.labs : resolve(given.labs);
  return { config, labs, topologies: await loadTopologies(repositoryRoot) };
}

/** Where the page of a preview is. Errors: nobody in particular asks. */
function previewUrl(url: string | undefined): string {
  if (url !== undefined && (process.env.SPRINGBOARD_TOKEN ?? '') !== '') return new URL(url).origin;
  throw new CliError(
    exit.usage,
    'A preview is shown to you alone, so the platform has to know who you are.',
    'Put its address into SPRINGBOARD_URL and an API token of yours into SPRINGBOARD_TOKEN: an author makes one under Settings, with the scopes "lab.test" and "attempt.own.write".',
  );
}

/** `springboard lab …`: what authors do. */
export function addLabCommands(program: Command, output: Output): void {
  const lab = program.command('lab').description('write labs: begin one, look it over, prove it');

  lab
    .command('new')
    .argument('<lab>', 'its folder, such as ceph/replace-failed-osd')
    .requiredOption('--environment <name>', 'the topology it runs on')
    .option('--title <text>', 'default: made of its name')
    .addOption(labsOption())
    .description('begin a lab: small, complete, and already keeping its contract')
    .action(async (slug: string, options: { environment: string; title?: string; labs?: string }) => {
      const { labs, topologies } = await situation(options);
      const { newCommand } = await import('./new.ts');
      await newCommand(
        slug,
        { labs, environment: options.environment, title: options.title },
        topologies,
        output,
      );
    });

  lab
    .command('lint')
    .argument('[labs...]', 'labs or their folders; all when none is named')
    .addOption(new Option('--format <format>', 'how to print it').choices(['text', 'json']).default('text'))
    .addOption(labsOption())
    .description('look labs over without an environment: facts, texts, scripts; ends with 1 on errors')
    .action(async (names: string[], options: { format: 'text' | 'json'; labs?: string }) => {
      const { labs, topologies } = await situation(options);
      const { lintCommand } = await import('./lint.ts');
      process.exitCode = await lintCommand(names, { labs, format: options.format }, topologies, output);
    });

  lab
    .command('test')
    .argument('[labs...]', 'labs or their folders')
    .option('--all', 'every lab', false)
    .option('--seed <seed>', 'draw the parameters from this one; default: another one each time')
    .addOption(
      new Option('--repeat <count>', 'so often, each in a fresh environment').argParser(count).default(1),
    )
    .addOption(new Option('--jobs <count>', 'so many environments at once').argParser(count).default(1))
    .option('--junit <file>', 'write the results there as JUnit XML')
    .option(
      '--remote <url>',
      'have the Springboard at this address test the files, with the API token in SPRINGBOARD_TOKEN',
    )
    .option('--keep', 'leave the environment of a lab that failed, for a look inside', false)
    .addOption(labsOption())
    .description(
      'prove labs in real environments: nothing passes untouched, no wrong solution passes, the solution does',
    )
    .action(
      async (
        names: string[],
        options: {
          all: boolean;
          seed?: string;
          repeat: number;
          jobs: number;
          junit?: string;
          keep: boolean;
          remote?: string;
          labs?: string;
        },
      ) => {
        const { config, labs, topologies } = await situation(options);
        const { testCommand } = await import('./test.ts');
        const wanted = { ...options, labs, seed: options.seed, junit: options.junit, remote: options.remote };
        process.exitCode = await testCommand(names, wanted, config, topologies, output);
      },
    );

  lab
    .command('preview')
    .argument('<lab>', 'a lab or its folder')
    .addOption(labsOption())
    .description('see a lab in the browser as a learner does, anew as files are saved; nobody else sees it')
    .action(async (name: string, options: { labs?: string }) => {
      const { config, labs } = await situation(options);
      const { previewCommand } = await import('./preview.ts');
      const url = previewUrl(config.url);
      const ending = new AbortController();
      process.once('SIGINT', () => ending.abort());
      await connected('lab preview', ['lab.test', 'attempt.own.write'], (api) =>
        previewCommand(name, { labs, url, signal: ending.signal }, output, api),
      );
    });

  lab
    .command('publish')
    .argument('[labs...]', 'labs or their folders; all when none is named')
    .option('-m, --message <text>', 'of the commit; default: made of the names of the labs')
    .option('--sync-only', 'commit and push nothing, only have the platform look now', false)
    .addOption(labsOption())
    .description(
      'commit and push labs to the content repository, and see them published; ends with 1 when one is not',
    )
    .action(async (names: string[], options: { message?: string; syncOnly: boolean; labs?: string }) => {
      const { labs, topologies } = await situation(options);
      const { publishCommand } = await import('./publish.ts');
      const wanted = { labs, message: options.message, syncOnly: options.syncOnly };
      process.exitCode = await connected('lab publish', ['content.read', 'content.sync'], (api) =>
        publishCommand(names, wanted, topologies, output, api),
      );
    });

  lab
    .command('clean')
    .description('remove the environments that `lab test --keep` left')
    .action(async () => {
      const { config, topologies } = await situation({});
      const { cleanCommand } = await import('./test.ts');
      await cleanCommand(config, topologies, output);
    });

  lab
    .command('schema')
    .option('--check', 'only say whether the files are up to date', false)
    .description('write the JSON Schemas of the format, for editors, to docs/authoring/schema/')
    .action(async (options: { check: boolean }) => {
      const { schemaCommand } = await import('./schema.ts');
      process.exitCode = await schemaCommand(options.check, output);
    });
}
