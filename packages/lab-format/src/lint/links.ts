import GithubSlugger from 'github-slugger';
import { toString as textOf } from 'mdast-util-to-string';
import { visit } from 'unist-util-visit';
import type { LabFiles } from '../lab-files.ts';
import { parseMarkdown } from '../markdown-parse.ts';
import type { ContentProblem } from '../problems.ts';
import { didYouMean } from '../suggest.ts';

/**
 * Links that lead nowhere. A page shows each text by itself: an anchor has to be a heading of the same text, a path has to be one of the
 * platform (`/labs/<group>/<name>`), and a file of the lab's folder cannot be reached at all. Addresses are looked at, never asked.
 */
export function deadLinks(files: LabFiles, labs: readonly string[]): ContentProblem[] {
  return [...files.contents.keys()]
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .flatMap((file) => {
      const text = files.text(file) ?? '';
      const front = /^---[ \t]*\n[\s\S]*?(?:^|\n)---[ \t]*(?:\n|$)/.exec(text)?.[0] ?? '';
      const lineOffset = front === '' ? 0 : front.split('\n').length - 1;
      return linksOf(text.slice(front.length), labs).map(({ line, column, message }) => ({
        severity: 'error' as const,
        file: files.path(file),
        line: line + lineOffset,
        column,
        message,
      }));
    });
}

/** The same of one text, by its own lines. */
export function linksOf(
  markdown: string,
  labs: readonly string[],
): { line: number; column: number; message: string }[] {
  const found: { line: number; column: number; message: string }[] = [];
  const tree = parseMarkdown(markdown);
  const slugger = new GithubSlugger();
  const anchors: string[] = [];
  visit(tree, 'heading', (heading) => {
    anchors.push(slugger.slug(textOf(heading)));
  });
  visit(tree, (node) => {
    if (node.type !== 'link' && node.type !== 'definition') return;
    const message = deadBecause(node.url, anchors, labs);
    if (message === undefined) return;
    const { line, column } = node.position?.start ?? { line: 1, column: 1 };
    found.push({ line, column, message: `the link to "${node.url}" leads nowhere: ${message}` });
  });
  return found;
}

function deadBecause(url: string, anchors: readonly string[], labs: readonly string[]): string | undefined {
  // A parameter stands for what is only known in an attempt.
  if (url.includes('{{')) return undefined;
  if (url.startsWith('#')) {
    const anchor = decodeURIComponent(url.slice(1));
    if (anchors.includes(anchor)) return undefined;
    return `this text has no such heading.${didYouMean(anchor, anchors)}`;
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(url)) {
    if (!/^(https?|mailto):/i.test(url)) return 'only https, http and mailto can be opened from a page';
    return URL.canParse(url) ? undefined : 'it is no whole address';
  }
  if (url.startsWith('/')) {
    const lab = /^\/labs\/([a-z0-9-]+\/[a-z0-9-]+)\/?$/.exec(url)?.[1];
    if (lab === undefined) return 'of the platform, only /labs/<group>/<name> can be linked';
    return labs.includes(lab) ? undefined : `there is no lab ${lab}.${didYouMean(lab, labs)}`;
  }
  return 'files of the lab are not on the page; put into the text what is needed, or link a whole address';
}
