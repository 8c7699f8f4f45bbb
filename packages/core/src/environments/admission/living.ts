import type { Living } from './state.ts';

/** Takes a turn, and grows into its size. */
export function isBeingMade(one: Living): boolean {
  return one.state === 'provisioning';
}

/** On its way off the engine. */
export function isLeaving(one: Living): boolean {
  return one.state === 'destroying' || one.state === 'failed' || one.state === 'lost';
}

/** Somebody has it or is about to; what ends does not count any more. */
export function isSomebodys(one: Living): boolean {
  return one.purpose === 'attempt' && !isLeaving(one);
}
