import { Prose } from '@springboard/contracts/labs.ts';
import type { Element, Nodes, Root } from 'hast';
import { toString as textOf } from 'hast-util-to-string';
import { visit } from 'unist-util-visit';
import { expect, test } from 'vitest';
import { compileMarkdown } from './markdown.ts';
import { UnknownParamError } from './params.ts';

function compile(markdown: string, params: Record<string, string | number> = {}): Root {
  const prose = compileMarkdown(markdown, { params });
  expect(Prose.parse(JSON.parse(JSON.stringify(prose)))).toEqual(prose);
  return prose as Root;
}

function all(tree: Nodes, tagName: string): Element[] {
  const found: Element[] = [];
  visit(tree, 'element', (element) => {
    if (element.tagName === tagName) found.push(element);
  });
  return found;
}

test('a value is text, whatever characters it has', () => {
  const params = { name: '*a*_b_ <b> {{ name }} [x](y)' };
  const tree = compile('Pool {{ name }}, `{{name}}`.\n\n```bash\nls {{ name }}\n```\n', params);
  expect(textOf(tree)).toBe(`Pool ${params.name}, ${params.name}.\nls ${params.name}`);
  expect([...all(tree, 'em'), ...all(tree, 'a'), ...all(tree, 'b')]).toEqual([]);
});

test('braces can be meant as they are; an unknown name cannot', () => {
  expect(textOf(compile('`\\{{ item }}` and \\{{ x }}'))).toBe('{{ item }} and {{ x }}');
  expect(() => compile('{{ item }}')).toThrow(UnknownParamError);
});

test('code: language, run, raw text, classes without styles', () => {
  const code = 'ceph osd tree # all\nfor i in "$@"; do echo; done';
  const tree = compile(`\`\`\`bash run=ceph1\n${code}\n\`\`\`\n\n\`\`\`\nplain\n\`\`\`\n`);
  const [run, plain] = all(tree, 'pre');
  expect(run?.properties).toEqual({ dataLanguage: 'bash', dataRun: 'ceph1' });
  expect(run && textOf(run)).toBe(code);
  const classes = all(tree, 'span').map((span) => span.properties.className);
  expect(classes).toContainEqual(['token-comment']);
  expect(classes).toContainEqual(['token-keyword']);
  expect(JSON.stringify(tree)).not.toContain('style');
  expect(plain?.properties).toEqual({});
});

test('boxes', () => {
  const [why, odd] = all(compile(':::why[Because]\nText.\n:::\n\n:::odd\nx\n:::\n'), 'aside');
  expect(why?.properties.className).toEqual(['note', 'note-why']);
  expect(why && textOf(why)).toBe('BecauseText.');
  expect(odd?.properties.className).toEqual(['note', 'note-note']);
});

test('a colon in prose is a colon', () => {
  expect(textOf(compile('caps mon:allow at 10.77.0.11:ceph\n\n::leaf{a=b}'))).toBe(
    'caps mon:allow at 10.77.0.11:ceph\n::leaf{a=b}',
  );
});

test('links to elsewhere open apart; dangerous ones are no links', () => {
  const [out, here, bad] = all(
    compile('[a](https://docs.ceph.com/{{ p }}) [b](#x) [c](javascript:alert(1))', { p: 'q' }),
    'a',
  );
  expect(out?.properties).toEqual({
    href: 'https://docs.ceph.com/q',
    target: '_blank',
    rel: ['noopener', 'noreferrer'],
  });
  expect(here?.properties).toEqual({ href: '#lab-x' });
  expect(bad?.properties.href).toBeUndefined();
});

test('HTML and images never come through', () => {
  const tree = compile('<script>alert(1)</script>\n\nx <img src=x onerror=alert(1)> ![i](http://evil/x.png)');
  const json = JSON.stringify(tree);
  for (const word of ['script', 'img', 'onerror', 'evil']) expect(json).not.toContain(word);
});

test('an anchor leads to its heading, under a name that is none of the page', () => {
  const html = JSON.stringify(compileMarkdown('# The port\n\n[x](#the-port)\n', { params: {} }));
  expect(html).toContain('"id":"lab-the-port"');
  expect(html).toContain('"href":"#lab-the-port"');
});
