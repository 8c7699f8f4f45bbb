import type { Row } from '../measure.ts';

/** The floor that everybody is held against. */
export const floorName = 'plain ssh2';

/** What was measured of one thing, by contender. */
export class Samples {
  readonly #what: string;
  readonly #byName = new Map<string, number[]>();

  constructor(what: string) {
    this.#what = what;
  }

  add(name: string, ...values: readonly number[]): void {
    this.#byName.set(name, [...this.of(name), ...values]);
  }

  /** Empty for a contender that did not take part. */
  of(name: string): readonly number[] {
    return this.#byName.get(name) ?? [];
  }

  get names(): readonly string[] {
    return [...this.#byName.keys()];
  }

  /** A row each, against the floor where that was measured. */
  rows(): Row[] {
    const floor = this.of(floorName);
    return this.names.map((name) => ({
      what: `${this.#what}: ${name}`,
      samplesMs: this.of(name),
      ...(name !== floorName && floor.length > 0 && { against: { name: floorName, samplesMs: floor } }),
    }));
  }
}
