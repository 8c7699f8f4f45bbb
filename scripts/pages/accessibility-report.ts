/** What was found on a page. */
export interface Found {
  readonly name: string;
  /** Elements that `Tab` came to. */
  readonly reached: number;
  readonly problems: readonly string[];
}

/** `docs/pages/accessibility.md`: the last look at all pages. */
export function accessibilityReport(
  found: readonly Found[],
  at: { readonly commit: string; readonly day: string },
): string {
  const wrong = found.filter(({ problems }) => problems.length > 0);
  const elements = found.reduce((sum, { reached }) => sum + reached, 0);
  const rows = found.map(
    ({ name, reached, problems }) =>
      `| ${name} | ${reached} | ${problems.length === 0 ? 'none' : problems.length} |`,
  );
  const list = wrong.flatMap(({ name, problems }) => [
    `### ${name}`,
    '',
    ...problems.map((problem) => `- ${problem.replaceAll('\n', ' ')}`),
    '',
  ]);
  return `# Accessibility, as it was looked at last

By \`npm run test:axe\` on ${at.day}, on the files of commit \`${at.commit}\` and what was changed since then in the checkout. axe-core runs with all its rules over each page
and state in both themes at 1280×800; then \`Tab\` alone goes through the page: everything that can be worked is reached, shows that it
has the focus, and lets it go.

**${found.length} pages and states, ${elements} elements by \`Tab\`, ${wrong.length === 0 ? 'nothing found' : `${wrong.length} with something wrong`}.**

What this does not see: whether words are good, whether an order makes sense, and what a screen reader says. States of dialogs and menus are looked at by the tests of their pages.

| page | reached by \`Tab\` | found |
| --- | --- | --- |
${rows.join('\n')}
${list.length === 0 ? '' : `\n## What is wrong\n\n${list.join('\n')}`}`;
}
