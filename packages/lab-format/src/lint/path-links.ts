import type { PathDefinition } from '../model/path.ts';
import type { ContentProblem } from '../problems.ts';
import { linksOf } from './links.ts';

/** Links of what is read on paths that lead nowhere, by the rules for labs' texts. */
export function pathLinks(paths: readonly PathDefinition[], labs: readonly string[]): ContentProblem[] {
  return paths.flatMap(({ id, items }) =>
    items.flatMap((item) => {
      if (item.kind !== 'reading' || item.markdown === null || item.file === null) return [];
      const file = `paths/${id}/${item.file}`;
      return linksOf(item.markdown, labs).map((found) => ({ severity: 'error' as const, file, ...found }));
    }),
  );
}
