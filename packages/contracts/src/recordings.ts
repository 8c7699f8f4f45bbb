import { z } from 'zod';

/** A recording of one shell: asciicast v3, for `asciinema play` and its players. */
export const RecordingView = z.object({
  name: z.string(),
  node: z.string(),
  number: z.number().int(),
  startedAt: z.iso.datetime(),
  /** When something was written last; a running one goes on. */
  endedAt: z.iso.datetime(),
  bytes: z.number().int(),
});
export type RecordingView = z.infer<typeof RecordingView>;

/** Shells of people's own SSH clients are numbered from here on; those of the page up to eight. */
export const firstOwnClientNumber = 11;

/** What a shell is called by its number. */
export function shellWords(number: number): string {
  return number < firstOwnClientNumber
    ? `terminal ${number}`
    : `SSH client ${number - firstOwnClientNumber + 1}`;
}

/** When the time of a recording that was begun then begins, both in ms since the epoch: its file says it in whole seconds. */
export function recordedFrom(startedAt: number): number {
  return Math.floor(startedAt / 1000) * 1000;
}
