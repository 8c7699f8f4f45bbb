import { visit } from 'unist-util-visit';
import { languages } from './highlight.ts';
import type { LabTopology } from './lab-context.ts';
import { noteKinds, parseMarkdown, runNodeOf } from './markdown-parse.ts';
import { placeholderPattern } from './params.ts';
import { type ContentProblem, positionAt } from './problems.ts';
import { alternatives, didYouMean } from './suggest.ts';

interface MarkdownSource {
  readonly file: string;
  readonly markdown: string;
  /** Lines above the text in its file, for front matter. */
  readonly lineOffset?: number;
  readonly params: readonly string[];
  /** Whose terminals code can be run in; undefined leaves that unchecked. */
  readonly topology?: LabTopology | undefined;
}

/** What in a Markdown text would not come out as its author means it. */
export function findMarkdownProblems(source: MarkdownSource): ContentProblem[] {
  const { file, markdown, params, topology } = source;
  const terminals = topology?.nodes.filter((node) => node.terminal).map((node) => node.name);
  const problems: ContentProblem[] = [];
  const report = (place: { line: number; column: number } | undefined, message: string) =>
    problems.push({
      severity: 'error',
      file,
      line: (place?.line ?? 1) + (source.lineOffset ?? 0),
      column: place?.column ?? 1,
      message,
    });

  for (const match of markdown.matchAll(placeholderPattern)) {
    const name = match[1];
    if (name === undefined || params.includes(name)) continue;
    report(
      positionAt(markdown, match.index),
      `{{ ${name} }} is not a parameter of this lab.${didYouMean(name, params)} Write \\{{ if the braces are meant as they are.`,
    );
  }
  visit(parseMarkdown(markdown), (node) => {
    const place = node.position?.start;
    if (node.type === 'containerDirective' && !noteKinds.some((kind) => kind === node.name))
      report(
        place,
        `unknown box ":::${node.name}"; there are ${noteKinds.map((k) => `:::${k}`).join(', ')}.${didYouMean(node.name, noteKinds)}`,
      );
    if (node.type === 'html')
      report(place, 'HTML is not rendered; write Markdown, or put it in a code block');
    if (node.type === 'image' || node.type === 'imageReference')
      report(place, 'images are not supported in labs');
    if (node.type === 'code') {
      const run = runNodeOf(node.meta);
      if (node.lang && !(node.lang in languages))
        report(
          place,
          `unknown language "${node.lang}"; there are ${Object.keys(languages).join(', ')}.${didYouMean(node.lang, Object.keys(languages))}`,
        );
      for (const word of run.unknown)
        report(place, `"${word}" is not understood after the language; write run=<node>`);
      if (run.node !== null && node.lang !== 'bash' && node.lang !== 'sh')
        report(place, 'only bash blocks can be run in a terminal');
      if (run.node !== null && terminals && !terminals.includes(run.node))
        report(
          place,
          `run=${run.node}: ${topology?.name} has no terminal of that name.${alternatives(run.node, terminals)}`,
        );
    }
  });
  return problems;
}
