/** Directives that a UI may not decide about here: who frames it is the platform's to say, and its own scheme is not the tab's. */
const notTheirs = /^(frame-ancestors|upgrade-insecure-requests|block-all-mixed-content)$/i;

/** A UI's policies without what is not theirs; those that say nothing then are left out. */
export function policiesOf(values: readonly string[]): string[] {
  return values
    .flatMap((value) => value.split(','))
    .map((policy) =>
      policy
        .split(';')
        .map((directive) => directive.trim())
        .filter((directive) => directive !== '' && !notTheirs.test(directive.split(/\s/)[0] ?? ''))
        .join('; '),
    )
    .filter((policy) => policy !== '');
}

/** Who may show a tab: the platform's pages, and the UI itself, which may be made of frames. */
export function frameAncestors(pages: ReadonlySet<string>): string {
  return `frame-ancestors 'self' ${[...pages].join(' ')}`;
}
