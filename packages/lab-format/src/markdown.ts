import type { Prose } from '@springboard/contracts/labs.ts';
import GithubSlugger from 'github-slugger';
import type { Element, ElementContent, Nodes, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import type { Code, Nodes as MarkdownNodes, Root as MarkdownRoot } from 'mdast';
import rehypeSanitize, { defaultSchema, type Options as SanitizeSchema } from 'rehype-sanitize';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { visit } from 'unist-util-visit';
import { highlight } from './highlight.ts';
import { noteKinds, parseMarkdown, runNodeOf } from './markdown-parse.ts';
import { type Params, placeholderPattern, UnknownParamError } from './params.ts';

const schema: SanitizeSchema = {
  ...defaultSchema,
  tagNames: [...(defaultSchema.tagNames ?? []).filter((tag) => tag !== 'img'), 'aside'],
  attributes: {
    ...defaultSchema.attributes,
    aside: [['className', 'note', ...noteKinds.map((kind) => `note-${kind}`)]],
    pre: ['dataRun', 'dataLanguage'],
    span: [['className', /^token-[a-z-]+$/]],
  },
};

const toHast = unified()
  .use(remarkRehype, { handlers: { code: codeBlock } })
  .use(rehypeSanitize, schema)
  .freeze();

/**
 * A lab's Markdown as a sanitised hast tree that survives JSON. Parameters are put in after parsing, so that a value
 * is text whatever characters it has; throws `UnknownParamError` for a placeholder that is no parameter.
 *
 * - A code block is `pre[data-language]` with `code`; its text content is the raw code, without a last line break.
 *   ```` ```bash run=ceph1 ```` adds `data-run="ceph1"`. Pieces of code are `span.token-…`, without styles.
 * - `:::note`, `:::warning`, `:::why` become `aside.note.note-<kind>`; a `[label]` is its first paragraph, `strong`.
 * - A heading has an id made of its text, and `[x](#heading)` leads there.
 * - Links to other hosts open in a new tab and tell nothing (`target`, `rel`).
 */
export function compileMarkdown(markdown: string, options: { params: Params }): Prose {
  const { text, values } = mark(markdown, options.params);
  const tree = parseMarkdown(text);
  visit(tree, (node) => {
    fill(node, values);
    shape(node);
  });
  const hast = toHast.runSync(tree as MarkdownRoot) as Root;
  const slugger = new GithubSlugger();
  visit(hast, 'element', (element) => finish(element, slugger));
  return { type: 'root', children: hast.children.map(bare) };
}

/** Characters of Unicode's private use area that stand for a value while Markdown is parsed: letters to the parser. */
const [open, close] = ['\uE000', '\uE001'];
const marked = new RegExp(`${open}(\\d+)${close}`, 'g');

function mark(markdown: string, params: Params): { text: string; values: string[] } {
  const values: string[] = [];
  const clean = markdown.replace(/[\uE000\uE001]/g, '\uFFFD');
  const text = clean.replace(placeholderPattern, (_, name: string | undefined, offset: number) => {
    if (name !== undefined && !Object.hasOwn(params, name))
      throw new UnknownParamError(name, offset, Object.keys(params));
    values.push(name === undefined ? '{{' : String(params[name]));
    return `${open}${values.length - 1}${close}`;
  });
  return { text, values };
}

function fill(node: MarkdownNodes, values: readonly string[]): void {
  const put = (text: string) => text.replace(marked, (_, index: string) => values[Number(index)] ?? '');
  if ('value' in node) node.value = put(node.value);
  if ('url' in node) node.url = put(node.url);
  if ('title' in node && node.title) node.title = put(node.title);
}

function shape(node: MarkdownNodes): void {
  if (node.type === 'containerDirective') {
    const kind = noteKinds.find((known) => known === node.name) ?? 'note';
    node.data = { hName: 'aside', hProperties: { className: ['note', `note-${kind}`] } };
    const [label] = node.children;
    if (label?.type === 'paragraph' && label.data?.directiveLabel)
      label.children = [{ type: 'strong', children: label.children }];
  }
}

function codeBlock(_state: unknown, node: Code): Element {
  const run = runNodeOf(node.meta).node;
  const language = node.lang ?? '';
  return {
    type: 'element',
    tagName: 'pre',
    properties: { ...(language !== '' && { dataLanguage: language }), ...(run !== null && { dataRun: run }) },
    children: [
      { type: 'element', tagName: 'code', properties: {}, children: highlight(node.value, language) },
    ],
  };
}

/** What an author's ids begin with on the page, so that none hides one of the page's own. */
const anchorPrefix = 'lab-';

function finish(element: Element, slugger: GithubSlugger): void {
  const { tagName, properties } = element;
  if (/^h[1-6]$/.test(tagName)) properties.id = anchorPrefix + slugger.slug(textOf(element));
  if (tagName !== 'a') return;
  const href = String(properties.href ?? '');
  if (href.startsWith('#')) properties.href = `#${anchorPrefix}${href.slice(1)}`;
  if (!/^https?:/i.test(href)) return;
  properties.target = '_blank';
  properties.rel = ['noopener', 'noreferrer'];
}

/** Only what the page draws: no positions, no data of the compiler's. */
function bare(node: Nodes): ElementContent {
  if (node.type === 'element')
    return {
      type: 'element',
      tagName: node.tagName,
      properties: node.properties,
      children: node.children.map(bare),
    };
  return { type: 'text', value: textOf(node) };
}
