import type { Figure, Goal, Row } from './measure.ts';

/** One benchmark. `quick` makes fewer rounds, for a look; the numbers of a decision come from a full run. */
export interface Suite {
  readonly summary: string;
  run(options: { readonly quick: boolean }): Promise<{
    readonly rows: readonly Row[];
    readonly figures?: readonly Figure[];
    readonly goals?: readonly Goal[];
    readonly notes: readonly string[];
  }>;
}
