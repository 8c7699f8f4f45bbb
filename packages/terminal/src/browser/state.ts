import type { Attach } from '../common/frames.ts';

/** What a terminal that lost its connection is doing about it, in order. */
export type ReconnectStep = 'waiting' | 'asking' | 'opening' | 'restoring';

/** Where a terminal's connection stands. `reason` is a sentence for a person. */
export type TerminalState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open'; readonly attach: Attach }
  | {
      readonly kind: 'reconnecting';
      readonly reason: string;
      /** It waits for the next try, asks for a ticket, opens the socket, or takes in what it missed. */
      readonly step: ReconnectStep;
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
