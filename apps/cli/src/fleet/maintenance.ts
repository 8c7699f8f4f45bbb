import { MaintenanceBegun, MaintenanceView } from '@springboard/contracts/maintenance.ts';
import type { Permission } from '@springboard/contracts/roles.ts';
import type { Output } from '@springboard/host/output.ts';
import type { Command } from 'commander';
import { confirmed } from './confirm.ts';
import { connected, exitCodes, json } from './connected.ts';

const asks: readonly Permission[] = ['person.self.read'];
const manages: readonly Permission[] = [...asks, 'environment.any.manage'];

/** `springboard maintenance …`: no lab starts while it lasts. */
export function addMaintenanceCommands(program: Command, output: Output): void {
  const maintenance = program
    .command('maintenance')
    .description('no lab starts while it lasts; a banner says why')
    .addHelpText('after', exitCodes);
  maintenance
    .command('show', { isDefault: true })
    .description('whether there is any')
    .option('--json', 'as JSON', false)
    .action((options: { json: boolean }) =>
      connected('maintenance show', asks, async (api) => {
        const view = await api.get('/maintenance', MaintenanceView);
        const { maintenance: now } = view;
        if (options.json) output.line(json(view));
        else output.line(now ? `Since ${now.since}: ${now.text}` : 'There is no maintenance; labs start.');
      }),
    );
  maintenance
    .command('on')
    .argument('<text>', 'what the banner says, such as "A new disk is built in. Back at 14:00."')
    .option('--end-running', 'take down the environments that people have, too', false)
    .option('--yes', 'do not ask before that', false)
    .description('begin it, or change its words')
    .action((text: string, options: { endRunning: boolean; yes: boolean }) =>
      connected('maintenance on', manages, async (api) => {
        const question = 'Take down every environment that people have? What was passed is kept.';
        if (options.endRunning && !(await confirmed(question, options.yes))) return;
        const { ended } = await api.put('/maintenance', MaintenanceBegun, {
          text,
          endRunning: options.endRunning,
        });
        output.line(`No lab starts from now on. ${ended} environments are taken down.`);
      }),
    );
  maintenance
    .command('off')
    .description('end it')
    .action(() =>
      connected('maintenance off', manages, async (api) => {
        await api.send('DELETE', '/maintenance');
        output.line('Labs start again.');
      }),
    );
}
