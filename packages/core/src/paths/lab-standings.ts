import type { AttemptsByLab } from '@springboard/db/repositories/lab-attempts.ts';
import type { PathDefinition } from '@springboard/lab-format/model/path.ts';
import { type LabStanding, labStanding } from './lab-standing.ts';

type LabStandings = ReadonlyMap<string, LabStanding>;

/** What was made of somebody's attempts and a path that are still the same objects: most people have done nothing since. */
const made = new WeakMap<AttemptsByLab, WeakMap<PathDefinition, LabStandings>>();

const none: LabStandings = new Map();

/** What somebody's attempts at the labs of a path come to, by the id of the item; what was never tried is not in it. */
export function labStandings(path: PathDefinition, attempts: AttemptsByLab | undefined): LabStandings {
  if (!attempts) return none;
  const ofPaths = made.get(attempts) ?? new WeakMap<PathDefinition, LabStandings>();
  made.set(attempts, ofPaths);
  const known = ofPaths.get(path);
  if (known) return known;
  const labs = new Map(
    path.items.flatMap((item) => {
      if (item.kind !== 'lab') return [];
      const own = attempts.get(item.id);
      return own ? [[item.id, labStanding(own, item.pass)] as const] : [];
    }),
  );
  ofPaths.set(path, labs);
  return labs;
}
