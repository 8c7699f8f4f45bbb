import { z } from 'zod';

/** Channel of PostgreSQL's NOTIFY on which changes are announced to all processes. Payloads carry ids only. */
export const changeChannel = 'springboard_change';

export const Change = z.discriminatedUnion('kind', [
  /** Something the workspace of this attempt shows has changed: `api` pushes a fresh `AttemptView`. */
  z.object({ kind: z.literal('attempt'), attemptId: z.uuid() }),
  /** A contract test of a lab went on or ended: its page is pushed a fresh `LabTestView`. */
  z.object({ kind: z.literal('lab-test'), labTestId: z.uuid() }),
  /** Lab catalogue or availability changed. */
  z.object({ kind: z.literal('catalogue') }),
  /** A session or a token of a person ended, or rights were taken: their sockets close, and who still may comes back. `left`: nobody does. */
  z.object({ kind: z.literal('revoked'), personId: z.string(), left: z.boolean().optional() }),
  /** Who may follow the terminals of this attempt changed, or who types in them: the gateway asks anew. */
  z.object({ kind: z.literal('follow'), attemptId: z.uuid() }),
  /** The mentors' queue changed. */
  z.object({ kind: z.literal('help') }),
  /** A class changed, or who is in it, or something was said to all: its page is pushed anew. */
  z.object({ kind: z.literal('class'), classId: z.uuid() }),
  /** A person has a new notice, or has read one. */
  z.object({ kind: z.literal('notice'), personId: z.string() }),
  /** An environment ended: its terminals close with that reason. */
  z.object({ kind: z.literal('environment-ended'), environmentId: z.uuid() }),
  /** Some environment, pool or place in the queue changed: the operator's view is read anew. */
  z.object({ kind: z.literal('fleet') }),
  /** The content was synced, or is to be. */
  z.object({ kind: z.literal('content') }),
]);
export type Change = z.infer<typeof Change>;
