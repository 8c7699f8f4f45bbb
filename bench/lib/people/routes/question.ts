import type { learnerId, seniors } from '../size.ts';
import type { Things } from '../things.ts';

/** Who asks: the first of the learners, or somebody of another role. */
export type Asker = typeof learnerId | (typeof seniors)[keyof typeof seniors];

/** A request that a page makes. */
export interface Question {
  /** As the access table names the route. */
  readonly door: string;
  readonly as: Asker;
  /** Path and query below `/api`, as the page sends them. */
  readonly path: (things: Things) => string;
}

/** Several requests of one person, each with its door and path; a door whose path names nothing needs none. */
export function asks(
  as: Asker,
  doors: Readonly<Record<string, readonly Question['path'][] | null>>,
): readonly Question[] {
  return Object.entries(doors).flatMap(([door, paths]) =>
    (paths ?? [() => door.replace('/api', '')]).map((path) => ({ door: `GET ${door}`, as, path })),
  );
}
