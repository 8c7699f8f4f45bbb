import { findLabFolders, type LoadContentOptions, loadLabs } from '../load-labs.ts';
import type { ContentProblem } from '../problems.ts';
import { deadLinks } from './links.ts';
import { pathLinks } from './path-links.ts';
import { questionable } from './rules.ts';
import { lowerCaseParams, misspeltParams } from './script-params.ts';
import { pythonSyntax, scriptsOf, shellcheck } from './scripts.ts';

export interface LintReport {
  /** By file and line. */
  readonly problems: readonly ContentProblem[];
  /** What was not looked at, and why. */
  readonly notes: readonly string[];
  /** Slugs of the labs that were looked at. */
  readonly labs: readonly string[];
}

/** Looks at labs as far as that is possible without an environment. Never throws on bad content. */
export async function lintLabs(
  root: string,
  options: LoadContentOptions & { readonly tools?: { shellcheck?: string; python?: string } } = {},
): Promise<LintReport> {
  const content = await loadLabs(root, options);
  const labs = await findLabFolders(root).catch(() => []);
  const problems = [...content.problems];
  const scripts = [];
  for (const { draft } of content.results.values()) {
    if (!draft) continue;
    const own = scriptsOf(draft.files);
    scripts.push(...own);
    problems.push(...deadLinks(draft.files, labs));
    if (!draft.definition) continue;
    problems.push(...questionable(draft.definition));
    const params = Object.keys(draft.definition.params);
    for (const script of own)
      problems.push(...misspeltParams(script, params), ...lowerCaseParams(script, params));
  }
  problems.push(...pathLinks(content.paths, labs));
  const notes: string[] = [];
  const [shell, python] = await Promise.all([
    shellcheck(scripts, options.tools?.shellcheck),
    pythonSyntax(scripts, options.tools?.python),
  ]);
  if (!shell)
    notes.push(
      'Shell scripts were not checked: shellcheck is not installed (Debian: apt install shellcheck).',
    );
  if (!python) notes.push('Python scripts were not checked: there is no python3 here.');
  problems.push(...(shell ?? []), ...(python ?? []));
  return { problems: inOrder(problems), notes, labs: [...content.results.keys()] };
}

function inOrder(problems: readonly ContentProblem[]): ContentProblem[] {
  const compare = (a: ContentProblem, b: ContentProblem) =>
    a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line || a.column - b.column;
  return problems.toSorted(compare);
}
