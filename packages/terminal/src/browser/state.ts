import type { Attach } from '../common/frames.ts';

/** Where a terminal's connection stands. `reason` is a sentence for a person. */
export type TerminalState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open'; readonly attach: Attach }
  | {
      readonly kind: 'reconnecting';
      readonly reason: string;
      /** 1 for the first try after the loss. */
      readonly attempt: number;
      /** Milliseconds since the Unix epoch. */
      readonly retryAt: number;
    }
  | {
      readonly kind: 'closed';
      readonly code: number;
      readonly reason: string;
      /** True where opening a new shell makes sense: the old one ended by itself. */
      readonly again: boolean;
    };
