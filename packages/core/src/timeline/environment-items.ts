import type { ItemOf } from '@springboard/contracts/timeline.ts';
import type { LifeEventRow, SavePointMark } from '@springboard/db/repositories/timeline.ts';
import { faultMade } from '../environments/faults.ts';

type Item = ItemOf<'stage'> | ItemOf<'state'> | ItemOf<'fault'>;

/** States that last and are shown so; of the others the moment they were come to is told. */
const lasting: ReadonlySet<string> = new Set(['paused', 'rewinding']);
const told: ReadonlySet<string> = new Set(['ready', 'failed', 'lost', 'destroyed']);

/**
 * What the events of an attempt's environments come to: stages with their lengths, pauses, rewinds, trouble and ends. `now` is where what goes on
 * ends for the time being.
 */
export function environmentItems(events: readonly LifeEventRow[], now: Date): Item[] {
  const byEnvironment = Map.groupBy(events, (event) => event.environmentId);
  return [...byEnvironment.values()].flatMap((ofOne) => [...stagesOf(ofOne, now), ...statesOf(ofOne, now)]);
}

function stagesOf(events: readonly LifeEventRow[], now: Date): Item[] {
  const open = new Map<string, LifeEventRow>();
  const items: Item[] = [];
  for (const event of events) {
    const { id, stage, stageStatus, reason, message } = event;
    if (event.kind === 'stage' && reason === faultMade && message !== null)
      items.push({ ...moment(`fault-${id}`, event.at), kind: 'fault', taskId: message });
    if (event.kind === 'state' && ends(event.toState)) open.clear();
    if (event.kind !== 'stage' || stage === null) continue;
    if (stageStatus === 'started') open.set(stage, event);
    if (stageStatus !== 'finished' && stageStatus !== 'failed') continue;
    open.delete(stage);
    items.push({
      id: `stage-${id}`,
      kind: 'stage',
      at: new Date(event.at.getTime() - (event.durationMs ?? 0)).toISOString(),
      until: event.at.toISOString(),
      goesOn: false,
      stage,
      failed: stageStatus === 'failed',
      message,
    });
  }
  for (const { id, at, stage, message } of open.values())
    if (stage !== null)
      items.push({ ...goingOn(`stage-${id}`, at, now), kind: 'stage', stage, failed: false, message });
  return items;
}

function statesOf(events: readonly LifeEventRow[], now: Date): Item[] {
  const edges = events.filter(({ kind }) => kind === 'state');
  return edges.flatMap((edge, index): Item[] => {
    const { id, at, toState: state, fromState, reason } = edge;
    if (state === null) return [];
    if (lasting.has(state)) {
      const next = edges[index + 1];
      const span = next
        ? { ...moment(`state-${id}`, at), until: next.at.toISOString() }
        : goingOn(`state-${id}`, at, now);
      return [{ ...span, kind: 'state', state, reason }];
    }
    // Back from a save or a pause is no news.
    if (!told.has(state) || (state === 'ready' && fromState !== 'claimed')) return [];
    // A request that the pool served: nothing of its own was ever made.
    if (state === 'destroyed' && reason === 'served-from-pool') return [];
    return [{ ...moment(`state-${id}`, at), kind: 'state', state, reason }];
  });
}

export function savePointItems(marks: readonly SavePointMark[]): ItemOf<'save-point'>[] {
  return marks.map(({ id, kind, title, state, createdAt }) => ({
    ...moment(`save-${id}`, createdAt),
    kind: 'save-point',
    title,
    by: kind,
    failed: state === 'failed',
  }));
}

/** Of something without a length. */
export function moment(id: string, at: Date) {
  return { id, at: at.toISOString(), until: null, goesOn: false };
}

function goingOn(id: string, at: Date, now: Date) {
  return { id, at: at.toISOString(), until: (now < at ? at : now).toISOString(), goesOn: true };
}

function ends(state: LifeEventRow['toState']): boolean {
  return (
    state === 'ready' ||
    state === 'failed' ||
    state === 'lost' ||
    state === 'destroying' ||
    state === 'destroyed'
  );
}
