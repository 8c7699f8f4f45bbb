import { join } from 'node:path';
import { nativeCrypto } from '@springboard/terminal/node/ssh.ts';
import type { Suite } from '../lib/suite.ts';
import type { Contender } from '../lib/terminal/contenders/contender.ts';
import { plainSsh2 } from '../lib/terminal/contenders/plain-ssh2.ts';
import { startSpringboard } from '../lib/terminal/contenders/springboard.ts';
import { startTarget } from '../lib/terminal/contenders/ssh-target.ts';
import { startTtyd } from '../lib/terminal/contenders/ttyd.ts';
import { startWetty } from '../lib/terminal/contenders/wetty.ts';
import { writeMixed } from '../lib/terminal/mixed-output.ts';
import { planOf } from '../lib/terminal/plan.ts';
import { carryToBrowser, carryToClient } from '../lib/terminal/stages/carrying.ts';
import { crowdOf } from '../lib/terminal/stages/crowds.ts';
import { latency } from '../lib/terminal/stages/latency.ts';
import { type Found, together } from '../lib/terminal/stages/stage.ts';

/** More than the scrollback of a snapshot: about 2,000 lines. */
const fullScreenBytes = 250_000;

export const terminal: Suite = {
  summary:
    'terminals next to wetty, ttyd (TTYD_BIN) and plain ssh2: echo, first prompt, Ctrl-C, throughput, memory, CPU',
  async run({ quick }) {
    const plan = planOf(quick);
    const target = await startTarget();
    const running: Contender[] = [];
    const started = async <T extends Contender>(contender: T): Promise<T> => {
      running.push(contender);
      return contender;
    };
    const stopAll = () => Promise.all(running.splice(0).map((contender) => contender.stop()));
    const found: Found[] = [];
    try {
      const carried = await writeMixed(join(target.folder, 'mixed'), plan.carryBytes);
      const drawn = await writeMixed(join(target.folder, 'drawn-mixed'), plan.browserBytes);
      const screen = await writeMixed(join(target.folder, 'screen-mixed'), fullScreenBytes);

      const springboard = await started(await startSpringboard(target));
      const wetty = await started(await startWetty(target));
      const ttyd = await startTtyd(target);
      if (ttyd) await started(ttyd);
      const floor = await started(plainSsh2(target));
      const contenders = [floor, springboard, wetty, ...(ttyd ? [ttyd] : [])];
      const mine = (await nativeCrypto()) ? 'native' : 'javascript';
      found.push({
        notes: [
          `ssh2 encrypts with: ${springboard.crypto} crypto in the gateway, ${mine} in the floor. wetty and ttyd start OpenSSH's client.`,
          ...(ttyd ? [] : ['ttyd was left out: TTYD_BIN does not name its binary.']),
        ],
      });
      found.push(await latency(contenders, springboard, carried, plan));
      found.push(await carryToClient(contenders, carried, plan));
      found.push(await carryToBrowser(contenders, drawn, plan));
      await stopAll();

      // Fresh ones, one at a time: what they hold is theirs alone.
      for (const start of [startSpringboard, startWetty, startTtyd]) {
        const fresh = await start(target);
        if (!fresh) continue;
        await started(fresh);
        found.push(await crowdOf(fresh, screen, plan, { grow: start === startSpringboard }));
        await stopAll();
      }
    } finally {
      await stopAll();
      await target.stop();
    }
    return together(found);
  },
};
