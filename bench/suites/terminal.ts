import { join } from 'node:path';
import { nativeCrypto } from '@springboard/terminal/node/ssh.ts';
import { chosen } from '../lib/subjects.ts';
import type { Suite } from '../lib/suite.ts';
import type { Contender } from '../lib/terminal/contenders/contender.ts';
import { plainSsh2 } from '../lib/terminal/contenders/plain-ssh2.ts';
import { type Springboard, startSpringboard } from '../lib/terminal/contenders/springboard.ts';
import { startTarget } from '../lib/terminal/contenders/ssh-target.ts';
import { startTtyd } from '../lib/terminal/contenders/ttyd.ts';
import { startWetty } from '../lib/terminal/contenders/wetty.ts';
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

interface Stoppable {
  stop(): Promise<void>;
}
type Starting = <T extends Stoppable | undefined>(thing: Promise<T>) => Promise<T>;

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

/** Starts what it needs by `starting`, which stops it in the end. */
async function measure(plan: Plan, wanted: readonly Part[], starting: Starting): Promise<Required<Found>> {
  const found: Found[] = [];
  const target = await starting(startTarget());
  const carried = await writeMixed(join(target.folder, 'mixed'), plan.carryBytes);
  const drawn = await writeMixed(join(target.folder, 'drawn-mixed'), plan.browserBytes);
  const screen = await writeMixed(join(target.folder, 'screen-mixed'), fullScreenBytes);

  const springboard = await starting(startSpringboard(target));
  const peers = [await starting(startWetty(target)), await starting(startTtyd(target))];
  const contenders = [plainSsh2(target), springboard, ...peers].filter((one) => one !== undefined);
  found.push(await circumstances(springboard, peers));
  if (wanted.includes('latency')) found.push(await latency(contenders, springboard, carried, plan));
  if (wanted.includes('client')) found.push(await carryToClient(contenders, carried, plan));
  if (wanted.includes('browser')) found.push(await carryToBrowser(contenders, drawn, plan));
  for (const contender of contenders) await contender.stop();

  // Fresh ones, one at a time: what they hold is theirs alone.
  for (const start of wanted.includes('crowd') ? [startSpringboard, startWetty, startTtyd] : []) {
    const fresh = await starting<Contender | undefined>(start(target));
    if (!fresh) continue;
    found.push(await crowdOf(fresh, screen, plan, { grow: start === startSpringboard }));
    await fresh.stop();
  }
  return together(found);
}

export const terminal: Suite = {
  summary:
    'terminals next to wetty, ttyd (TTYD_BIN) and plain ssh2: echo, first prompt, Ctrl-C, throughput, memory, CPU',
  async run({ quick }) {
    const wanted = chosen('SPRINGBOARD_BENCH', parts);
    await using started = new AsyncDisposableStack();
    const starting: Starting = async (thing) => {
      const it = await thing;
      started.defer(async () => it?.stop());
      return it;
    };
    let interrupted: Promise<void> | undefined;
    const interrupt = () => {
      interrupted ??= started.disposeAsync().finally(() => process.exit(130));
    };
    process.once('SIGINT', interrupt).once('SIGTERM', interrupt);
    try {
      return await measure(planOf(quick), wanted, starting);
    } finally {
      // What is measured fails when its parts are stopped; they are to be gone before the process is.
      await interrupted;
    }
  },
};
