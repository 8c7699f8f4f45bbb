import { isSomebodys } from './living.ts';
import type { Living } from './state.ts';

/** How many environments each team has, against the limit. */
export class Teams {
  readonly #most: number | null;
  readonly #count = new Map<string, number>();

  constructor(most: number | null, living: readonly Living[]) {
    this.#most = most;
    for (const one of living) if (isSomebodys(one)) this.add(one.teams);
  }

  /** Those of them that may have no more. */
  full(teams: readonly string[]): string[] {
    const most = this.#most;
    return most === null ? [] : teams.filter((team) => (this.#count.get(team) ?? 0) >= most);
  }

  add(teams: readonly string[]): void {
    for (const team of teams) this.#count.set(team, (this.#count.get(team) ?? 0) + 1);
  }
}
