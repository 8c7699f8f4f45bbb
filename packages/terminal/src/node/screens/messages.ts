import type { ScreenStart, Snapshot } from '../screen.ts';

/** What a screen can be asked; the answer is true after everything that was written before the question. */
export interface ScreenAnswers {
  readonly snapshot: Snapshot;
  readonly bracketedPaste: boolean;
}

/** To a thread of screens, which obeys in this order. `id` names a screen for as long as the gateway runs; it is above 0. */
export type ToThread =
  | { readonly kind: 'open'; readonly id: number; readonly start: ScreenStart }
  | { readonly kind: 'write'; readonly id: number; readonly data: Uint8Array }
  | {
      readonly kind: 'resize';
      readonly id: number;
      readonly start: Required<Pick<ScreenStart, 'size' | 'sizeRevision'>>;
    }
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly question: number;
      readonly about: keyof ScreenAnswers;
    }
  | { readonly kind: 'close'; readonly id: number }
  | { readonly kind: 'ping' };

/** From a thread. */
export type FromThread =
  /** Everything before this offset was parsed. Told each 32 KiB, and not at rest. */
  | { readonly kind: 'parsed'; readonly id: number; readonly offset: number }
  | {
      readonly kind: 'answer';
      readonly id: number;
      readonly question: number;
      readonly answer: ScreenAnswers[keyof ScreenAnswers];
    }
  /** Output broke the emulator, which was reset. */
  | { readonly kind: 'broken'; readonly id: number; readonly stack: string }
  | { readonly kind: 'pong' };

/** What a thread is given at its start. */
export interface ThreadData {
  /** One number in shared memory: the id of the screen that is worked on at this moment, or 0. It outlives the thread. */
  readonly workedOn: Int32Array<SharedArrayBuffer>;
}
