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
