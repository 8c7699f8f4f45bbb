import { Lru } from '@springboard/db/lru.ts';
import { PathDefinition } from '@springboard/lab-format/model/path.ts';

/** By what is stored: a path changes under its id. */
const parsed = new Lru<string, PathDefinition>(200);

/** A path as it is stored, checked; the same definition answers the same object. Throws for what is no path. */
export function parsePath(definition: unknown): PathDefinition {
  const text = JSON.stringify(definition);
  const known = parsed.get(text);
  if (known) return known;
  const path = PathDefinition.parse(definition);
  parsed.set(text, path);
  return path;
}
