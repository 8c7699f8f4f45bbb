import { DemandView, type NewDemand } from '@springboard/contracts/demands.ts';
import { FleetView, PoolTarget } from '@springboard/contracts/fleet.ts';
import type { Permission } from '@springboard/contracts/roles.ts';
import type { Output } from '@springboard/host/output.ts';
import { type Command, Option } from 'commander';
import type { ApiClient } from '../api/client.ts';
import { CliError, exit } from '../api/errors.ts';
import { connected, exitCodes, json, reads, wholeNumber } from './connected.ts';
import { shortId } from './format.ts';
import { minuteOf, momentOf } from './moments.ts';
import { printDemands, printPool, printPools } from './print-pools.ts';

const manages: readonly Permission[] = [...reads, 'pool.manage'];

const moments = `
MOMENT is one of: now, +90m, +2h, +1d, 09:00 (the next one), "2026-11-30 09:00", or ISO 8601 with a zone.`;

type Pool = FleetView['pools'][number];

/** `springboard pool …` */
export function addPoolCommands(program: Command, output: Output): void {
  const pool = program
    .command('pool')
    .description('environments that are kept ready in advance')
    .addHelpText('after', exitCodes);
  pool
    .command('list')
    .description('each topology with its target, what is there, and what will be wanted')
    .option('--json', 'as JSON', false)
    .action((options: { json: boolean }) =>
      connected('pool list', reads, async (api) => {
        const { pools } = await api.get('/fleet', FleetView);
        if (options.json) output.line(json(pools));
        else {
          printPools(pools, output);
          printDemands(pools, output);
        }
      }),
    );
  pool
    .command('show')
    .description('one pool, and what will be wanted of it')
    .argument('<topology>')
    .option('--json', 'as JSON', false)
    .action((topology: string, options: { json: boolean }) =>
      connected('pool show', reads, async (api) => {
        const found = await fetchPool(api, topology);
        if (options.json) output.line(json(found));
        else printPool(found, output);
      }),
    );
  pool
    .command('set')
    .description('how many of a topology are kept ready; holds against the configuration, over restarts')
    .argument('<topology>')
    .argument('<target>', 'so many', wholeNumber(0, 200))
    .addOption(new Option('--mode <mode>', 'as it is, if not given').choices(PoolTarget.shape.mode.options))
    .action((topology: string, target: number, options: { mode?: PoolTarget['mode'] }) =>
      connected('pool set', manages, async (api) => {
        const { pools } = await api.get('/fleet', FleetView);
        const mode = options.mode ?? pools.find((one) => one.topology === topology)?.mode ?? 'running';
        await api.send('PUT', `/pools/${encodeURIComponent(topology)}`, { target, mode });
        output.line(`${topology}: ${target}, ${mode}.`);
      }),
    );
  addDemandCommands(pool, output);
}

interface DemandOptions {
  readonly count: number;
  readonly from: string;
  readonly until: string;
  readonly reason: string;
  readonly json: boolean;
}

function addDemandCommands(pool: Command, output: Output): void {
  pool
    .command('demand')
    .description('so many will be wanted in a time: the pool grows for it, and shrinks afterwards')
    .argument('<topology>')
    .requiredOption('--count <count>', 'so many', wholeNumber(1, 200))
    .requiredOption('--from <moment>', 'when they are wanted; they are made from 15 minutes before on')
    .option('--until <moment>', 'when that is over; +… counts from the beginning', '+2h')
    .option('--reason <text>', 'what it is for, for other operators', 'An operator asked for it')
    .option('--json', 'as JSON', false)
    .addHelpText('after', moments)
    .action((topology: string, options: DemandOptions) => {
      const wanted = wantedBy(options);
      return connected('pool demand', manages, async (api) => {
        const path = `/pools/${encodeURIComponent(topology)}/demands`;
        const demand = await api.post(path, DemandView, wanted);
        if (options.json) output.line(json(demand));
        else {
          const time = `from ${minuteOf(demand.from)} until ${minuteOf(demand.until)}`;
          output.line(`${shortId(demand.id)}: ${demand.count} of ${topology} are wanted ${time}.`);
        }
      });
    });
  pool
    .command('forget')
    .description('take back what was said to be wanted')
    .argument('<id>', 'id of the demand, or the first digits of it')
    .action((given: string) =>
      connected('pool forget', manages, async (api) => {
        const { id, topology, count } = await findDemand(api, given);
        await api.send('DELETE', `/demands/${id}`);
        output.line(`${shortId(id)} is forgotten: ${count} of ${topology}.`);
      }),
    );
}

function wantedBy({ count, reason, ...options }: DemandOptions): NewDemand {
  const now = new Date();
  const from = momentOf(options.from, now) ?? noMoment('--from', options.from);
  const until = momentOf(options.until, now, from) ?? noMoment('--until', options.until);
  return { count, from: from.toISOString(), until: until.toISOString(), reason };
}

function noMoment(option: string, text: string): never {
  throw new CliError(exit.usage, `${option} ${text} is no moment. Nothing was changed.`, moments.trim());
}

async function fetchPool(api: ApiClient, topology: string): Promise<Pool> {
  const { pools } = await api.get('/fleet', FleetView);
  const found = pools.find((one) => one.topology === topology);
  if (found) return found;
  const names = pools.map((one) => one.topology).join(', ');
  throw new CliError(exit.notFound, `There is no pool of ${topology}.`, names && `There are: ${names}.`);
}

async function findDemand(api: ApiClient, given: string): Promise<DemandView & { topology: string }> {
  const { pools } = await api.get('/fleet', FleetView);
  const all = pools.flatMap(({ topology, demands }) => demands.map((one) => ({ ...one, topology })));
  const [found, ...others] = all.filter((one) => one.id.startsWith(given.toLowerCase()));
  if (!found) {
    const see = '`springboard pool list` shows what is wanted; what is over is forgotten by itself.';
    throw new CliError(exit.notFound, `No demand begins with ${given}.`, see);
  }
  if (others.length === 0) return found;
  throw new CliError(
    exit.usage,
    `Several demands begin with ${given}. Nothing was changed.`,
    'Give more digits.',
  );
}
