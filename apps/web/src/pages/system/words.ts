import type { EnvironmentState, QueueReason } from '@springboard/contracts/environments.ts';
import type { EnvironmentSummary } from '@springboard/contracts/fleet.ts';
import type { Tone } from '@springboard/ui/badge.tsx';

/** States as operators read them; the tone only supports the word. */
export const stateLooks: Readonly<Record<EnvironmentState, { readonly word: string; readonly tone: Tone }>> =
  {
    queued: { word: 'Queued', tone: 'warn' },
    provisioning: { word: 'Provisioning', tone: 'accent' },
    pooled: { word: 'Pooled', tone: 'neutral' },
    claimed: { word: 'Claimed', tone: 'accent' },
    ready: { word: 'Ready', tone: 'good' },
    paused: { word: 'Paused', tone: 'neutral' },
    saving: { word: 'Saving', tone: 'accent' },
    rewinding: { word: 'Rewinding', tone: 'accent' },
    destroying: { word: 'Going', tone: 'neutral' },
    destroyed: { word: 'Gone', tone: 'neutral' },
    failed: { word: 'Failed', tone: 'bad' },
    lost: { word: 'Lost', tone: 'bad' },
  };

export const waitsForWords: Readonly<Record<QueueReason, string>> = {
  turn: 'its turn',
  memory: 'memory',
  cpu: 'processor time',
  disk: 'disk space',
  team: 'its team’s limit',
};

/** What an operator may do to an environment in this state. */
export function actionsOn(row: Pick<EnvironmentSummary, 'state' | 'purpose' | 'attemptId'>): {
  readonly retry: boolean;
  readonly destroy: boolean;
} {
  const over = row.state === 'destroyed' || row.state === 'destroying';
  const works = row.state === 'queued' || row.state === 'ready' || row.state === 'paused';
  return {
    retry: row.purpose === 'pool' ? !over : row.attemptId !== null && !works,
    destroy: !over,
  };
}

/** Whose an environment is where it is no person's; null where nothing is to be said. */
export const madeFor: Readonly<Record<EnvironmentSummary['purpose'], string | null>> = {
  attempt: null,
  pool: 'pool',
  test: 'lab test',
};

/** The first digits of an id, as the command line shows and takes them. */
export const shortId = (id: string): string => id.slice(0, 8);

/** `9.5 GiB`, `340 MiB`. */
export function formatBytes(bytes: number): string {
  const gib = bytes / 2 ** 30;
  return gib >= 1 ? `${gib.toFixed(1)} GiB` : `${Math.round(bytes / 2 ** 20)} MiB`;
}

/** `1.3 cores` of thousandths. */
export const formatCores = (millis: number): string => `${(millis / 1000).toFixed(1)} cores`;

/** Whether all words of a filter occur in what a row shows. */
export function fits(row: EnvironmentSummary, filter: string): boolean {
  const shown = [
    row.id,
    row.topology,
    stateLooks[row.state].word,
    row.stage ?? '',
    row.owner?.name ?? '',
    row.lab ?? '',
    row.problem ?? '',
    row.purpose,
  ]
    .join(' ')
    .toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => shown.includes(word));
}
