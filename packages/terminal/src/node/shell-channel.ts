import type { Duplex, Readable } from 'node:stream';
import type { Size } from '../common/limits.ts';

/** How a shell ended by itself: by its exit code, or by the name of a signal without `SIG`. */
export interface ShellExit {
  readonly exitCode: number | null;
  readonly signal: string | null;
}

/** The way to a shell that runs on a node. */
export interface ShellChannel {
  /** What the shell prints; ends after its last output. */
  readonly output: Readable;
  /** Where bytes of it may lie in the gateway. */
  readonly buffers: readonly Duplex[];
  /** Types. `taken` is called when the bytes have left for the node. */
  write(data: Uint8Array | string, taken: () => void): void;
  setSize(size: Size): void;
  /** Lets go of the shell: one that is held on its node lives on, any other is hung up. */
  leave(): void;
  /** Resolves when the last output was read and the way is closed; with nothing when the shell did not say how it ended. */
  readonly ended: Promise<ShellExit | undefined>;
  /** Resolves when the way is closed. */
  readonly closed: Promise<void>;
}
