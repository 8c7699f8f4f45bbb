import { EnvironmentState } from '@springboard/contracts/environments.ts';
import { EnvironmentDetail, FleetView } from '@springboard/contracts/fleet.ts';
import type { Permission } from '@springboard/contracts/roles.ts';
import type { Output } from '@springboard/host/output.ts';
import { type Command, Option } from 'commander';
import type { ApiClient } from '../api/client.ts';
import { CliError, exit } from '../api/errors.ts';
import { confirmed } from './confirm.ts';
import { connected, exitCodes, json, reads, toErrors, wholeNumber } from './connected.ts';
import {
  fetchEnvironment,
  fetchEnvironments,
  type ListOptions,
  linesOfEvent,
  madeFor,
  printEnvironment,
  printEnvironments,
  resolveId,
} from './environments.ts';
import { shortId } from './format.ts';
import { followEvents } from './logs.ts';
import { addMaintenanceCommands } from './maintenance.ts';
import { printFleet } from './overview.ts';
import { addPoolCommands } from './pools.ts';

const manages: readonly Permission[] = [...reads, 'environment.any.manage'];

/** `springboard status`, `env …` and `pool …`: what operators do, through the HTTP API. */
export function addFleetCommands(program: Command, output: Output): void {
  program
    .command('status')
    .description('alarms, capacity and queue; ends with 1 while there is a critical alarm')
    .option('--json', 'as JSON', false)
    .addHelpText('after', exitCodes)
    .action((options: { json: boolean }) =>
      connected('status', reads, async (api) => {
        const fleet = await api.get('/fleet', FleetView);
        if (options.json) output.line(json(fleet));
        else printFleet(fleet, output);
        if (fleet.alarms.some((alarm) => alarm.severity === 'critical')) process.exitCode = exit.failed;
      }),
    );
  addEnvironmentCommands(program, output);
  addPoolCommands(program, output);
  addMaintenanceCommands(program, output);
}

function addEnvironmentCommands(program: Command, output: Output): void {
  const env = program
    .command('env')
    .description('practice environments: list, look at, retry, destroy')
    .addHelpText('after', exitCodes);
  env
    .command('list')
    .description('those that live or failed in the last day, newest first')
    .addOption(new Option('--state <state>', 'only those in this state').choices(EnvironmentState.options))
    .option('--topology <name>', 'only those of this topology')
    .option('--all', 'those that ended, too', false)
    .option('--limit <count>', 'so many at most', wholeNumber(1, 500), 200)
    .option('--json', 'as JSON', false)
    .action((options: ListOptions & { json: boolean }) =>
      connected('env list', reads, async (api) => {
        const rows = await fetchEnvironments(api, options);
        if (options.json) output.line(json(rows));
        else printEnvironments(rows, output);
      }),
    );
  env
    .command('show')
    .description('one environment: nodes, use, stages')
    .argument('<id>', 'its id, or the first digits of it')
    .option('--json', 'as JSON, with events and logs', false)
    .action((id: string, options: { json: boolean }) =>
      connected('env show', reads, async (api) => {
        const row = await fetchEnvironment(api, id);
        if (options.json) output.line(json(row));
        else printEnvironment(row, output);
      }),
    );
  env
    .command('logs')
    .description('its events and the logs of its stages, oldest first')
    .argument('<id>', 'its id, or the first digits of it')
    .option('-f, --follow', 'go on until it has ended', false)
    .option('--json', 'one JSON object a line', false)
    .action((id: string, options: { follow: boolean; json: boolean }) =>
      connected('env logs', reads, (api) => showLogs(api, id, options, output)),
    );
  env
    .command('retry')
    .description('a new environment in the place of one that failed, was lost or is stuck')
    .argument('<ids...>', 'their ids, or the first digits of them')
    .option('--json', 'as JSON', false)
    .action((ids: string[], options: { json: boolean }) =>
      connected('env retry', manages, (api) =>
        each(ids, async (given) => {
          const id = await resolveId(api, given);
          const fresh = await api.post(`/environments/${id}/retry`, EnvironmentDetail);
          if (options.json) output.line(json(fresh));
          else if (fresh.id === id) output.line(`${shortId(id)} is taken down; its pool makes another.`);
          else output.line(`${shortId(id)} is replaced by ${fresh.id}, which is ${fresh.state}.`);
        }),
      ),
    );
  env
    .command('destroy')
    .description('take environments down, whoever has them; what was passed is kept')
    .argument('<ids...>', 'their ids, or the first digits of them')
    .option('-y, --yes', 'do not ask', false)
    .action((ids: string[], options: { yes: boolean }) =>
      connected('env destroy', manages, (api) =>
        each(ids, async (given) => {
          const row = await fetchEnvironment(api, given);
          const whose = `of ${row.owner?.name ?? madeFor[row.purpose]}`;
          const what = `${row.topology} ${shortId(row.id)} ${whose}, ${row.state}`;
          if (!(await confirmed(`Destroy ${what}? What is on its disks is lost.`, options.yes))) {
            toErrors.line(`${shortId(row.id)} is left as it is.`);
            return;
          }
          await api.send('DELETE', `/environments/${row.id}`);
          output.line(`${shortId(row.id)} is taken down.`);
        }),
      ),
    );
}

/** Does all of them, and ends with the first error when it has been through. */
async function each(ids: readonly string[], work: (id: string) => Promise<void>): Promise<void> {
  let first: CliError | undefined;
  for (const id of ids) {
    try {
      await work(id);
    } catch (error) {
      if (!(error instanceof CliError) || ids.length === 1) throw error;
      toErrors.line(`${id}: ${error.message}`);
      first ??= error;
    }
  }
  if (first) throw new CliError(first.code, 'Not all of it could be done; see above.', first.remedy);
}

async function showLogs(
  api: ApiClient,
  given: string,
  options: { readonly follow: boolean; readonly json: boolean },
  output: Output,
): Promise<void> {
  const id = await resolveId(api, given);
  const fetch = () => api.get(`/environments/${id}`, EnvironmentDetail);
  const print = (event: EnvironmentDetail['events'][number]) => {
    for (const line of options.json ? [JSON.stringify(event)] : linesOfEvent(event, output))
      output.line(line);
  };
  if (!options.follow) {
    for (const event of (await fetch()).events) print(event);
    return;
  }
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  const onAway = () => toErrors.line('Springboard does not answer; waiting for it.');
  await followEvents({ fetch, print, onAway, signal: abort.signal });
}
