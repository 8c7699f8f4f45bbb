import { shortestPassword } from '@springboard/contracts/sign-in.ts';

/** Words shorter than this are in half of all passwords by chance. */
const shortestWord = 3;
/** So many characters have to be something else than what everybody knows of the person. */
const leastOfOwn = 8;

/** Why a password is not taken, to follow its name; null when it is. Its length counts, and that it is not made of the person's name or address. */
export function passwordProblem(
  password: string,
  person: { readonly name: string; readonly email: string },
): string | null {
  const length = [...password.normalize('NFKC')].length;
  if (length < shortestPassword) return `has ${length} characters, and needs ${shortestPassword} at least`;
  let rest = plain(password);
  for (const word of wordsOf(`${person.name} ${person.email} springboard`)) rest = rest.replaceAll(word, '');
  return [...rest].length < leastOfOwn ? 'is little more than your name or address' : null;
}

/** Longest first, so that a part of a word does not hide the whole. */
function wordsOf(text: string): string[] {
  return plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length >= shortestWord)
    .toSorted((one, other) => other.length - one.length);
}

/** In lower case and without accents: `Weiß` and `Zoë` are said as `weiss` and `zoe`, too. */
function plain(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ß', 'ss');
}
