import { closestMatch } from 'leven';

/** The known word that a misspelt one was most likely meant to be; undefined when none is near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  // Two letters that changed places count as two.
  const maxDistance = word.length < 3 ? 0 : word.length < 4 ? 1 : word.length < 6 ? 2 : 3;
  return closestMatch(word, [...known], { maxDistance });
}

/** ` Did you mean "title"?`, or nothing when no known word is near. Put behind a full sentence. */
export function didYouMean(word: string, known: Iterable<string>): string {
  const match = nearest(word, known);
  return match === undefined || match === word ? '' : ` Did you mean "${match}"?`;
}

/** What there is instead: the near word, else all of them where they are few. */
export function alternatives(word: string, known: Iterable<string>): string {
  const all = [...known];
  const near = didYouMean(word, all);
  return near !== '' || all.length === 0 || all.length > 12 ? near : ` There is ${all.join(', ')}.`;
}
