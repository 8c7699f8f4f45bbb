import type { Size } from '../common/limits.ts';
import type { TerminalGrant } from './authority.ts';
import type { DrawnScreen } from './screen.ts';
import type { ScreenPool } from './screens/pool.ts';

/** Writes down what one shell prints, from its start to its end. Never throws, and never holds the shell up. */
export interface Recorder {
  /** A piece of output, as it came; its bytes stay as they are. */
  output(data: Uint8Array): void;
  resize(size: Size): void;
  /** Says at this moment what happened around the shell, in a few words for whoever replays it. */
  mark(text: string): void;
  /** `exitCode` is null where the shell did not end by itself. */
  end(exitCode: number | null): void;
}

/** A shell that its node holds: it may be recorded in several parts, each of which begins with the screen as it was. */
export interface RecordedShell {
  readonly id: string;
  readonly screen: DrawnScreen | undefined;
}

/** Begins the recording of a shell. What is typed is not recorded: a password is not echoed, and so is in none. */
export type StartRecording = (
  grant: Omit<TerminalGrant, 'privateKey'>,
  size: Size,
  shell?: RecordedShell,
) => Recorder;

/** The screen where the recording of that shell stops, drawn in `screens`; nothing when there is none, or it was cut. */
export type RecordedScreen = (
  grant: Omit<TerminalGrant, 'privateKey'>,
  shellId: string,
  screens: ScreenPool,
) => Promise<DrawnScreen | undefined>;
