import type { Chapter, WalkthroughDraft, WalkthroughSpan } from '@springboard/contracts/walkthroughs.ts';

/** A chapter as the page edits it: named by something that does not change when it is moved or written in. */
export interface EditedChapter extends Chapter {
  readonly key: string;
}

/** A draft as the page edits it. */
export interface EditedDraft extends Omit<WalkthroughDraft, 'chapters'> {
  readonly chapters: readonly EditedChapter[];
}

export function toEdited({ chapters, ...draft }: WalkthroughDraft): EditedDraft {
  return { ...draft, chapters: chapters.map((chapter) => ({ ...chapter, key: crypto.randomUUID() })) };
}

/** As it is saved. */
export function fromEdited({ title, parts, chapters }: EditedDraft): WalkthroughDraft {
  return { title, parts, chapters: chapters.map(({ key: _, ...chapter }) => chapter) };
}

/** With this span of its recording in place of the one it had; null: without that recording. */
export function withPart(
  draft: EditedDraft,
  recording: string,
  span: Omit<WalkthroughSpan, 'recording'> | null,
): EditedDraft {
  const others = draft.parts.filter((part) => part.recording !== recording);
  if (span === null)
    return { ...draft, parts: others, chapters: draft.chapters.filter((one) => one.recording !== recording) };
  return { ...draft, parts: [...others, { recording, ...span }] };
}

/** With another chapter at a moment; all of them stand in the order of their moments. */
export function withChapter(draft: EditedDraft, recording: string, at: string): EditedDraft {
  const added = { key: crypto.randomUUID(), recording, at, title: '', text: '' };
  return { ...draft, chapters: inOrder([...draft.chapters, added]) };
}

export function changeChapter(draft: EditedDraft, key: string, change: Partial<Chapter>): EditedDraft {
  const chapters = draft.chapters.map((one) => (one.key === key ? { ...one, ...change } : one));
  return { ...draft, chapters: inOrder(chapters) };
}

export function withoutChapter(draft: EditedDraft, key: string): EditedDraft {
  return { ...draft, chapters: draft.chapters.filter((one) => one.key !== key) };
}

function inOrder(chapters: readonly EditedChapter[]): EditedChapter[] {
  return chapters.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
