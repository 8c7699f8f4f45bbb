import { parseArgs } from 'node:util';
import { loadLauncherConfig } from '@springboard/config/launcher.ts';
import { doctor } from '@springboard/host/doctor.ts';
import { outputTo } from '@springboard/host/output.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
process.exitCode = await doctor(loadLauncherConfig(process.env), values, outputTo(process.stdout));
