import type { Address } from '../lines/address.ts';

/** Something that gives people terminals through the benchmark's sshd. */
export interface Contender {
  readonly name: string;
  /** One terminal more, whose shell has an SSH connection of its own. */
  address(): Promise<Address>;
  /** The address of a page with a terminal; absent where there are no pages. */
  page?(): Promise<string>;
  /** The process that, with its children, serves the terminals; absent where nothing is between client and sshd. */
  readonly pid?: number;
  /** Has it collect its garbage, where one can ask for that. */
  tidy?(): Promise<void>;
  /** May be called again. */
  stop(): Promise<void>;
}
