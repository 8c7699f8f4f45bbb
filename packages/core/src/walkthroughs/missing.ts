import type { WalkthroughDraft, WalkthroughSpan } from '@springboard/contracts/walkthroughs.ts';

/** A recording that a part can be cut from. */
interface Source {
  readonly name: string;
  readonly node: string;
}

/**
 * What has to be done before a draft can be published, in words for its author; nothing: it can be. `kept`: parts that were published and so need no
 * recording any more.
 */
export function missingOf(
  { title, parts, chapters }: WalkthroughDraft,
  sources: readonly Source[],
  kept: readonly WalkthroughSpan[],
): string[] {
  const missing: string[] = [];
  if (title.trim() === '') missing.push('Give it a title.');
  if (parts.length === 0) missing.push('Choose a recording, and where in it to begin and to end.');
  const names = parts.map(({ recording }) => recording);
  if (new Set(names).size < names.length) missing.push('Each recording can be in it once.');
  for (const part of parts) {
    const source = sources.find(({ name }) => name === part.recording);
    if (!source && !kept.some((one) => isSame(one, part)))
      missing.push('One of its recordings is no longer kept. Take that part out.');
    if (Date.parse(part.from) >= Date.parse(part.until))
      missing.push(`The part of ${source?.node ?? 'a terminal'} ends before it begins.`);
  }
  if (chapters.length === 0) missing.push('Add a chapter: say what is done, and why.');
  for (const { recording, at, title: name } of chapters) {
    if (name.trim() === '') missing.push('Each chapter needs a title.');
    const part = parts.find((one) => one.recording === recording);
    if (!part || Date.parse(at) < Date.parse(part.from) || Date.parse(at) > Date.parse(part.until))
      missing.push(`The chapter “${name}” is outside of what is shown. Move it, or take it out.`);
  }
  return [...new Set(missing)];
}

/** Whether it is the same span of the same recording. */
export function isSame(one: WalkthroughSpan, other: WalkthroughSpan): boolean {
  return (
    one.recording === other.recording &&
    Date.parse(one.from) === Date.parse(other.from) &&
    Date.parse(one.until) === Date.parse(other.until)
  );
}
