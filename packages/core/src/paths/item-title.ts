import type { LabFacts } from '@springboard/db/repositories/path-facts.ts';
import type { PathItem } from '@springboard/lab-format/model/path.ts';

/** What an item of a path is called; a lab that the catalogue has no more by its slug. */
export function itemTitle(item: PathItem, facts: ReadonlyMap<string, LabFacts>): string {
  const labTitle = (slug: string) => facts.get(slug)?.title ?? slug;
  switch (item.kind) {
    case 'reading':
      return item.title;
    case 'teach':
      return `Teach “${labTitle(item.lab)}”`;
    case 'lab':
      return labTitle(item.id);
  }
}
