import type { PasteQuestion } from './handle.ts';

/** Pastes of more lines than this are asked about. */
export const askAboveLines = 5;

/** Lines of a paste; a newline at the end does not begin another. */
export function linesOf(text: string): number {
  return text.replace(/(\r\n|\r|\n)$/, '').split(/\r\n|\r|\n/).length;
}

/** Pastes at once, or after the person agreed when it is long. */
export async function pasteAsking(
  text: string,
  confirm: ((question: PasteQuestion) => Promise<boolean>) | undefined,
  paste: (text: string) => void,
): Promise<void> {
  if (text === '') return;
  const lines = linesOf(text);
  if (lines > askAboveLines && confirm && !(await confirm({ text, lines }))) return;
  paste(text);
}
