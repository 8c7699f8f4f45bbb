import { join } from 'node:path';
import { nativeCrypto } from '@springboard/terminal/node/ssh.ts';
import { chosen } from '../lib/subjects.ts';
import type { Suite } from '../lib/suite.ts';
import type { Contender } from '../lib/terminal/contenders/contender.ts';
import { plainSsh2 } from '../lib/terminal/contenders/plain-ssh2.ts';
import { type Springboard, startSpringboard } from '../lib/terminal/contenders/springboard.ts';
import { type SshTarget, startTarget } from '../lib/terminal/contenders/ssh-target.ts';
import { startTtyd } from '../lib/terminal/contenders/ttyd.ts';
import { startWetty } from '../lib/terminal/contenders/wetty.ts';
import { Endings } from '../lib/terminal/endings.ts';
import { writeMixed } from '../lib/terminal/mixed-output.ts';
import { type Plan, planOf } from '../lib/terminal/plan.ts';
import { carryToBrowser, carryToClient } from '../lib/terminal/stages/carrying.ts';
import { crowdOf } from '../lib/terminal/stages/crowds.ts';
import { latency } from '../lib/terminal/stages/latency.ts';
import { type Found, together } from '../lib/terminal/stages/stage.ts';

/** All of them, or those that `SPRINGBOARD_BENCH` names. */
const parts = ['latency', 'client', 'browser', 'crowd'] as const;
type Part = (typeof parts)[number];

/** More than the scrollback of a snapshot: about 2,000 lines. */
const fullScreenBytes = 250_000;

async function circumstances(
  springboard: Springboard,
  peers: readonly (Contender | undefined)[],
): Promise<Found> {
  const floor = (await nativeCrypto()) ? 'native' : 'javascript';
  const notes = [
    `ssh2 encrypts with: ${springboard.crypto} crypto in the gateway, ${floor} in the floor. wetty and ttyd start OpenSSH's client.`,
  ];
  if (peers.includes(undefined)) notes.push('ttyd was left out: TTYD_BIN does not name its binary.');
  return { notes };
}

type Contenders = readonly Contender[];

/** Has `work` measure all contenders, which are started for it: what one part leaves behind, or breaks, touches no other. */
async function withContenders(
  target: SshTarget,
  endings: Endings,
  work: (contenders: Contenders, springboard: Springboard) => Promise<Found>,
): Promise<Found> {
  const springboard = await endings.starting(startSpringboard(target));
  const peers = [await endings.starting(startWetty(target)), await endings.starting(startTtyd(target))];
  const contenders = [plainSsh2(target), springboard, ...peers].filter((one) => one !== undefined);
  try {
    return together([await circumstances(springboard, peers), await work(contenders, springboard)]);
  } finally {
    for (const contender of contenders) await contender.stop();
    await target.endLogins();
  }
}

/** One contender and nobody else: what its processes hold is its terminals'. */
async function crowdAlone(
  target: SshTarget,
  endings: Endings,
  start: (target: SshTarget) => Promise<Contender | undefined>,
  work: (contender: Contender) => Promise<Found>,
): Promise<Found> {
  const contender = await endings.starting(start(target));
  if (!contender) return {};
  try {
    return await work(contender);
  } finally {
    await contender.stop();
    await target.endLogins();
  }
}

interface Step {
  readonly name: string;
  run(): Promise<Found>;
}

async function stepsOf(
  plan: Plan,
  wanted: readonly Part[],
  target: SshTarget,
  endings: Endings,
): Promise<Step[]> {
  const carried = await writeMixed(join(target.folder, 'mixed'), plan.carryBytes);
  const drawn = await writeMixed(join(target.folder, 'drawn-mixed'), plan.browserBytes);
  const screen = await writeMixed(join(target.folder, 'screen-mixed'), fullScreenBytes);
  const beside = (name: Part, work: Parameters<typeof withContenders>[2]) => ({
    name,
    run: () => withContenders(target, endings, work),
  });
  const alone = (name: string, start: Parameters<typeof crowdAlone>[2], grow: boolean) => ({
    name: `crowd, ${name}`,
    run: () => crowdAlone(target, endings, start, (one) => crowdOf(one, screen, plan, { grow })),
  });
  const steps: Record<Part, Step[]> = {
    latency: [beside('latency', (all, ours) => latency(all, ours, carried, plan))],
    client: [beside('client', (all) => carryToClient(all, carried, plan))],
    browser: [beside('browser', (all) => carryToBrowser(all, drawn, plan))],
    crowd: [
      alone('springboard', startSpringboard, true),
      alone('wetty', startWetty, false),
      alone('ttyd', startTtyd, false),
    ],
  };
  return wanted.flatMap((part) => steps[part]);
}

/** What the steps found. One that fails is told of, and takes nothing from the others. */
async function play(steps: readonly Step[], endings: Endings): Promise<Required<Found>> {
  const found: Found[] = [];
  for (const { name, run } of steps) {
    try {
      found.push(await endings.unlessInterrupted(run()));
    } catch (error) {
      console.error(error);
      process.exitCode = 1;
      found.push({ notes: [`NOT MEASURED: ${name}, which failed: ${error}`] });
    }
    if (endings.interruptedBy === undefined) continue;
    found.push({ notes: [`What comes after ${name} was not measured: ${endings.interruptedBy}.`] });
    break;
  }
  return together(found);
}

export const terminal: Suite = {
  summary:
    'terminals next to wetty, ttyd (TTYD_BIN) and plain ssh2: echo, first prompt, Ctrl-C, throughput, memory, CPU',
  async run({ quick }) {
    const wanted = chosen('SPRINGBOARD_BENCH', parts);
    await using endings = new Endings();
    const target = await endings.starting(startTarget());
    return await play(await stepsOf(planOf(quick), wanted, target, endings), endings);
  },
};
