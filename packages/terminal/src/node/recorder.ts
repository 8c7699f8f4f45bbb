import type { Size } from '../common/limits.ts';
import type { TerminalGrant } from './authority.ts';

/** Writes down what one shell prints, from its start to its end. Never throws, and never holds the shell up. */
export interface Recorder {
  /** A piece of output, as it came. */
  output(data: Uint8Array): void;
  resize(size: Size): void;
  /** Says at this moment what happened around the shell, in a few words for whoever replays it. */
  mark(text: string): void;
  /** `exitCode` is null where the shell did not end by itself. */
  end(exitCode: number | null): void;
}

/** Begins the recording of a shell. What is typed is not recorded: a password is not echoed, and so is in none. */
export type StartRecording = (grant: Omit<TerminalGrant, 'privateKey'>, size: Size) => Recorder;
