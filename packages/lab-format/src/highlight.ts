import type { Element, ElementContent } from 'hast';
import { createCssVariablesTheme, createHighlighterCoreSync, type HighlighterCore } from 'shiki/core';
import { createJavaScriptRegexEngine } from 'shiki/engine/javascript';
import bash from 'shiki/langs/bash.mjs';
import ini from 'shiki/langs/ini.mjs';
import json from 'shiki/langs/json.mjs';
import python from 'shiki/langs/python.mjs';
import console from 'shiki/langs/shellsession.mjs';
import yaml from 'shiki/langs/yaml.mjs';

/** Languages that code blocks of labs may name; `sh` and `console` are what people write for two of them. */
export const languages: Readonly<Record<string, string>> = {
  bash: 'shellscript',
  sh: 'shellscript',
  console: 'shellsession',
  yaml: 'yaml',
  json: 'json',
  ini: 'ini',
  python: 'python',
};

const colour = /^var\(--token-(?:token-)?([a-z-]+)\)$/;
let shared: HighlighterCore | undefined;

function highlighter(): HighlighterCore {
  shared ??= createHighlighterCoreSync({
    themes: [createCssVariablesTheme({ name: 'classes', variablePrefix: '--token-' })],
    langs: [bash, console, yaml, json, ini, python],
    engine: createJavaScriptRegexEngine(),
  });
  return shared;
}

/**
 * Code as `span`s with a class for what each piece is (`token-keyword`, `token-string`, …) and no styles: the page
 * gives the classes their colours in light and dark, and a strict content security policy has nothing to refuse.
 */
export function highlight(code: string, language: string): ElementContent[] {
  const grammar = languages[language];
  if (grammar === undefined) return [{ type: 'text', value: code }];
  // By default a line that takes 500 ms stays plain: on a busy host that is the first one after a start.
  const lines = highlighter().codeToTokensBase(code, {
    lang: grammar,
    theme: 'classes',
    tokenizeTimeLimit: 0,
  });
  const out: ElementContent[] = [];
  lines.forEach((line, index) => {
    if (index > 0) out.push({ type: 'text', value: '\n' });
    for (const token of line) {
      const kind = colour.exec(token.color ?? '')?.[1];
      if (kind === undefined || kind === 'foreground' || token.content.trim() === '')
        out.push({ type: 'text', value: token.content });
      else out.push(span(`token-${kind}`, token.content));
    }
  });
  return out;
}

function span(className: string, value: string): Element {
  return {
    type: 'element',
    tagName: 'span',
    properties: { className: [className] },
    children: [{ type: 'text', value }],
  };
}
