/** What is typed for a *run in terminal*. Control characters other than newline and tab are left out: a guide types commands, not keys. */
export function typedText(text: string, bracketedPaste: boolean): string {
  const clean = text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/\n+$/, '');
  // Several lines go as one paste, so that the shell runs them in order and shows them as one.
  if (clean.includes('\n') && bracketedPaste) return `\x1b[200~${clean.replaceAll('\n', '\r')}\x1b[201~\r`;
  return `${clean.replaceAll('\n', '\r')}\r`;
}
