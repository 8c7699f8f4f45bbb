import { parseArgs } from 'node:util';
import { ConfigError } from '@springboard/config/problem.ts';
import { outputTo } from '@springboard/host/output.ts';
import { HostError } from '@springboard/host/run.ts';
import { launch } from './launcher/launch.ts';

const { values } = parseArgs({
  options: {
    'dry-run': { type: 'boolean', default: false },
    ask: { type: 'boolean', default: false },
    'no-images': { type: 'boolean', default: false },
    'no-links': { type: 'boolean', default: false },
    demo: { type: 'boolean', default: false },
    'remove-demo': { type: 'boolean', default: false },
    // Set by the launcher itself, see launcher/engine-group.ts.
    SPRINGBOARD_IN_GROUP: { type: 'boolean' },
  },
});

const output = outputTo(process.stdout);
try {
  process.exitCode = await launch(
    {
      dryRun: values['dry-run'],
      ask: values.ask,
      images: !values['no-images'],
      links: !values['no-links'],
      demo: values['remove-demo'] ? 'remove' : values.demo ? 'load' : null,
    },
    output,
  );
} catch (error) {
  output.clear();
  const expected = error instanceof ConfigError || error instanceof HostError;
  output.line(
    expected || !(error instanceof Error)
      ? `${output.paint('red', 'Springboard did not start.')} ${error instanceof Error ? error.message : error}`
      : `${output.paint('red', 'Springboard did not start.')} ${error.stack ?? error.message}`,
  );
  process.exitCode = 1;
}
// Nothing that is left open may keep a stopped launcher alive.
process.exit();
