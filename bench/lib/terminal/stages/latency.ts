import type { Contender } from '../contenders/contender.ts';
import type { Springboard } from '../contenders/springboard.ts';
import { whileFlooded } from '../flood.ts';
import { echoGoals, interruptGoal } from '../goals.ts';
import type { Address } from '../lines/address.ts';
import { measureEcho } from '../measures/echo.ts';
import { measureFirstPrompt } from '../measures/first-prompt.ts';
import { measureInterrupt } from '../measures/interrupt.ts';
import type { Mixed } from '../mixed-output.ts';
import type { Plan } from '../plan.ts';
import { inTurn } from '../rounds.ts';
import { Samples } from '../samples.ts';
import { Typist } from '../typist.ts';
import { type Found, rounded, say } from './stage.ts';

/** Times that a person at a terminal feels, of each contender: first prompt, echo in peace and beside a flood, Ctrl-C. */
export async function latency(
  contenders: readonly Contender[],
  springboard: Springboard,
  mixed: Mixed,
  plan: Plan,
): Promise<Found> {
  const prompts = new Samples('first prompt');
  const idle = new Samples('echo, idle');
  const flooded = new Samples('echo, another terminal floods');
  const interrupts = new Samples('Ctrl-C during `yes`');
  const floods = new Map<string, number[]>();

  say('first prompts');
  await inTurn(contenders, plan.promptRounds, async (one) =>
    prompts.add(one.name, await measureFirstPrompt(one)),
  );

  const opened = await Promise.all(
    contenders.map(async (contender) => {
      const address = await contender.address();
      const typist = await Typist.open(address);
      await typist.prompt();
      return { contender, address, typist };
    }),
  );
  say('echo, idle');
  await inTurn(opened, plan.echoRounds, async ({ contender, typist }) =>
    idle.add(contender.name, ...(await measureEcho(typist, plan.keysPerRound))),
  );

  say('echo while another terminal floods');
  const beside = async (name: string, typist: Typist, flood: Address) => {
    const { result, bytesPerSecond } = await whileFlooded(flood, mixed.path, () =>
      measureEcho(typist, plan.keysPerRound),
    );
    flooded.add(name, ...result);
    floods.set(name, [...(floods.get(name) ?? []), bytesPerSecond]);
  };
  await inTurn(opened, plan.echoRounds, async ({ contender, typist, address }) => {
    await beside(contender.name, typist, await contender.address());
    if (address.kind !== 'springboard') return;
    await beside('springboard, both on one node', typist, await springboard.beside(address));
  });

  say('Ctrl-C during `yes`');
  await inTurn(opened, plan.interruptRounds, async ({ contender, typist }) =>
    interrupts.add(contender.name, await measureInterrupt(typist)),
  );
  await Promise.all(opened.map(({ typist }) => typist.leave()));

  return {
    rows: [prompts, idle, flooded, interrupts].flatMap((samples) => samples.rows()),
    figures: [...floods].map(([name, rates]) => ({
      what: `the flood beside ${name}`,
      value: rounded(rates.reduce((sum, rate) => sum + rate, 0) / rates.length / 1e6),
      unit: 'MB/s',
    })),
    goals: [
      ...echoGoals('idle', idle),
      ...echoGoals('another terminal floods', flooded),
      interruptGoal(interrupts),
    ],
  };
}
