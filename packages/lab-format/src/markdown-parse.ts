import type { Root } from 'mdast';
import remarkDirective from 'remark-directive';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';

const processor = unified().use(remarkParse).use(remarkGfm).use(remarkDirective).freeze();

/**
 * Markdown as a tree: CommonMark, GitHub's tables and lists, and `:::name` containers. The other two kinds of
 * directive are undone, since operators write `mon:allow` and `10.77.0.11:ceph` and mean just that.
 */
export function parseMarkdown(markdown: string): Root {
  const tree = processor.parse(markdown);
  visit(tree, ['textDirective', 'leafDirective'], (node, index, parent) => {
    if (!parent || index === undefined || !('children' in parent)) return;
    const source = markdown.slice(node.position?.start.offset, node.position?.end.offset);
    const text = { type: 'text' as const, value: source, ...(node.position && { position: node.position }) };
    const inline = node.type === 'textDirective';
    (parent.children as unknown[])[index] = inline ? text : { type: 'paragraph', children: [text] };
  });
  return tree;
}

/** What follows the language of a fenced block: `run=ceph1` offers to run it in the terminal of that node. */
export function runNodeOf(meta: string | null | undefined): { node: string | null; unknown: string[] } {
  const words = (meta ?? '').split(/\s+/).filter((word) => word !== '');
  const run = words.find((word) => /^run=[a-z][a-z0-9-]{0,30}$/.test(word));
  return { node: run?.slice(4) ?? null, unknown: words.filter((word) => word !== run) };
}

/** Names of `:::` containers. */
export const noteKinds = ['note', 'warning', 'why'] as const;
