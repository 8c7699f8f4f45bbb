import { z } from 'zod';
import { maxRunBytes, maxSize, minSize } from './limits.ts';

/** First byte of each frame. Client tags are below 0x80, server tags above. */
export const tags = {
  hello: 0x01,
  input: 0x02,
  resize: 0x03,
  acknowledge: 0x04,
  ping: 0x05,
  control: 0x06,
  welcome: 0x81,
  snapshot: 0x82,
  output: 0x83,
  size: 0x84,
  ready: 0x85,
  inputAcknowledge: 0x86,
  pong: 0x87,
  presence: 0x88,
  notice: 0x89,
  exit: 0x8a,
  runResult: 0x8b,
} as const;

const Offset = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const Dimension = z.number().int().min(minSize).max(maxSize);
const Identifier = z.string().regex(/^[0-9a-f]{16,32}$/);

/** `owner` types; `observer` only watches. */
export const Role = z.enum(['owner', 'observer']);
export type Role = z.infer<typeof Role>;

/** `exact`: output goes on where it stopped. `snapshot`: the screen is drawn anew. `fresh`: a shell from its start. */
export const Attach = z.enum(['exact', 'snapshot', 'fresh']);
export type Attach = z.infer<typeof Attach>;

export const Hello = z.strictObject({
  ticket: z.string().min(16).max(512),
  /** Random per `TerminalClient`: input that was sent twice around a drop is recognised by it. */
  client: Identifier,
  columns: Dimension,
  rows: Dimension,
  mode: Role,
  /** What this client has of the output already; absent on a first connection and after a page reload. */
  resume: z.strictObject({ epoch: Identifier, offset: Offset, sizeRevision: Offset }).optional(),
});
export type Hello = z.infer<typeof Hello>;

export const Control = z.discriminatedUnion('kind', [
  /** Type `text` into the shell and press Enter. An id runs once, for ever. */
  z.strictObject({ kind: z.literal('run'), id: z.uuid(), text: z.string().min(1).max(maxRunBytes) }),
  /** From now on this viewer owns the size. */
  z.strictObject({ kind: z.literal('take-size') }),
]);
export type Control = z.infer<typeof Control>;

export const Welcome = z.object({
  session: z.string(),
  /** Of the shell, for as long as it lives. */
  shell: Identifier,
  /** Of the gateway's view of the shell; offsets count from its start. A shell that was lost and found again has a new one. */
  epoch: Identifier,
  role: Role,
  attach: Attach,
  /** Output goes on from here. */
  offset: Offset,
  sizeRevision: Offset,
  columns: Dimension,
  rows: Dimension,
  ownsSize: z.boolean(),
  /** Sequence of the last input taken from this client in this epoch; later ones may be sent again. */
  lastInput: Offset,
});
export type Welcome = z.infer<typeof Welcome>;

export const Presence = z.object({
  viewers: z.number().int().min(1),
  observers: z.number().int().min(0),
  ownsSize: z.boolean(),
  /** Whether the input of this viewer counts now. */
  mayType: z.boolean(),
  /** Name of the mentor who has taken over; null while the learner types. */
  typist: z.string().nullable(),
});
export type Presence = z.infer<typeof Presence>;

export const Notice = z.object({
  kind: z.enum(['node-lost', 'node-back', 'caught-up', 'info']),
  text: z.string().max(500),
});
export type Notice = z.infer<typeof Notice>;

export const Exit = z.object({
  offset: Offset,
  exitCode: z.number().int().nullable(),
  signal: z.string().nullable(),
});
export type Exit = z.infer<typeof Exit>;

export const RunResult = z.object({
  id: z.uuid(),
  outcome: z.enum(['typed', 'already-run', 'not-run']),
  /** A sentence for the person; empty for `typed`. */
  text: z.string().max(500),
});
export type RunResult = z.infer<typeof RunResult>;

export type ClientFrame =
  | ({ readonly type: 'hello' } & Hello)
  | { readonly type: 'input'; readonly sequence: number; readonly data: Uint8Array }
  | { readonly type: 'resize'; readonly columns: number; readonly rows: number }
  | { readonly type: 'acknowledge'; readonly offset: number }
  | { readonly type: 'ping'; readonly token: number }
  | { readonly type: 'control'; readonly control: Control };

export type ServerFrame =
  | ({ readonly type: 'welcome' } & Welcome)
  | { readonly type: 'snapshot'; readonly offset: number; readonly data: Uint8Array }
  | { readonly type: 'output'; readonly offset: number; readonly data: Uint8Array }
  | {
      readonly type: 'size';
      readonly offset: number;
      readonly sizeRevision: number;
      readonly columns: number;
      readonly rows: number;
    }
  | { readonly type: 'ready'; readonly offset: number }
  | { readonly type: 'inputAcknowledge'; readonly sequence: number }
  | { readonly type: 'pong'; readonly token: number }
  | ({ readonly type: 'presence' } & Presence)
  | ({ readonly type: 'notice' } & Notice)
  | ({ readonly type: 'exit' } & Exit)
  | ({ readonly type: 'runResult' } & RunResult);
