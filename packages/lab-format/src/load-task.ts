import type { LabFiles } from './lab-files.ts';
import { findMarkdownProblems } from './markdown-problems.ts';
import type { CheckDefinition, Script, TaskDefinition } from './model.ts';
import { TaskYaml } from './schema.ts';
import { readYaml } from './yaml-source.ts';

interface TaskContext {
  readonly files: LabFiles;
  readonly id: string;
  readonly params: readonly string[];
  /** The lab's `on`. */
  readonly on: string | null;
}

/** Reads one folder under `tasks/`; what is wrong goes to the files' problems, and then there is no task. */
export function loadTask({ files, id, params, on: labOn }: TaskContext): TaskDefinition | undefined {
  const folder = `tasks/${id}`;
  const file = `${folder}/task.md`;
  const text = files.text(file);
  if (text === undefined) {
    files.report(file, 'is missing');
    return undefined;
  }
  const front = splitFrontMatter(text);
  if (!front) {
    files.report(file, 'must begin with front matter: facts in YAML between two lines of ---');
    return undefined;
  }
  const yaml = readYaml({ file: files.path(file), text: front.yaml, lineOffset: 1 }, TaskYaml);
  files.problems.push(...yaml.problems);
  files.problems.push(
    ...findMarkdownProblems({
      file: files.path(file),
      markdown: front.markdown,
      lineOffset: front.markdownLine - 1,
      params,
    }),
  );
  const facts = yaml.value;
  if (!facts) return undefined;

  facts.hints.forEach((hint, index) => {
    const place = yaml.at(['hints', index, 'text']);
    for (const problem of findMarkdownProblems({ file, markdown: hint.text, params }))
      files.report(file, `hint ${index + 1}: ${problem.message}`, place);
  });

  const on = facts.on ?? labOn;
  const names = files.in(folder);
  const checks = loadChecks(files, folder, facts, (path) => yaml.at(path));
  const wrong = files.in(`${folder}/wrong`).flatMap((name) => {
    const script = readScript(files, `${folder}/wrong/${name}`, on);
    return script ? [{ ...script, name: name.replace(/\.(sh|py)$/, '') }] : [];
  });
  const one = (name: string) => {
    const found = names.find((entry) => entry === `${name}.sh` || entry === `${name}.py`);
    return found === undefined ? null : (readScript(files, `${folder}/${found}`, on) ?? null);
  };
  const solve = one('solve');
  if (!solve)
    files.report(file, 'has no solve.sh: nothing shows that the task can be done', undefined, 'warning');
  if (wrong.length === 0)
    files.report(file, 'has no wrong/*.sh: nothing shows that a wrong answer is seen', undefined, 'warning');

  return {
    id,
    title: facts.title,
    points: facts.points,
    markdown: front.markdown,
    runbook: facts.runbook ?? null,
    hints: facts.hints.map((hint) => ({ cost: hint.cost, markdown: hint.text })),
    checks,
    arrange: one('arrange'),
    solve,
    wrong,
  };
}

function loadChecks(
  files: LabFiles,
  folder: string,
  facts: TaskYaml,
  at: (path: readonly PropertyKey[]) => { line: number; column: number },
): CheckDefinition[] {
  const other = /^(arrange|solve)\.(sh|py)$/;
  const scripts = files.in(folder).filter((name) => /\.(sh|py)$/.test(name) && !other.test(name));
  const file = `${folder}/task.md`;
  const defaults = { title: facts.title, weight: 1, timeout: 20_000, within: 0, stable_for: 0 };
  const standard = scripts.find((name) => /^check\.(sh|py)$/.test(name));
  const entries = facts.checks ?? (standard === undefined ? [] : [{ ...defaults, file: standard }]);
  if (entries.length === 0) files.report(file, 'has no check: add check.sh or check.py');

  const named = entries.map((entry) => entry.file);
  for (const name of scripts)
    if (!named.includes(name))
      files.report(`${folder}/${name}`, 'is no check: no entry of `checks` names it');

  return entries.flatMap((entry, index) => {
    const place = at(['checks', index, 'file']);
    if (named.indexOf(entry.file) !== index) files.report(file, `two checks run ${entry.file}`, place);
    const script = readScript(files, `${folder}/${entry.file}`, entry.on ?? null);
    if (!script) {
      files.report(file, `${entry.file} is not there, or is not text`, place);
      return [];
    }
    const { title, weight } = entry;
    return [
      {
        ...script,
        id: entry.file.replace(/\.(sh|py)$/, ''),
        title,
        weight,
        timeoutMs: entry.timeout,
        withinMs: entry.within,
        stableForMs: entry.stable_for,
      },
    ];
  });
}

/**
 * A script of a lab; its interpreter follows from the ending. The lab's `lib.sh` or `lib.py` comes before it, so that
 * several checks can share what they ask.
 */
export function readScript(files: LabFiles, file: string, on: string | null): Script | undefined {
  if (!/\.(sh|py)$/.test(file)) {
    files.report(file, 'is not a script: scripts end in .sh (bash) or .py (python3)');
    return undefined;
  }
  const script = files.text(file);
  if (script === undefined) return undefined;
  if (script.trim() === '') {
    files.report(file, 'is empty');
    return undefined;
  }
  const python = file.endsWith('.py');
  const library = files.text(python ? 'lib.py' : 'lib.sh');
  return {
    on,
    interpreter: python ? 'python3' : 'bash',
    script: library === undefined ? script : `${library.trimEnd()}\n\n${script}`,
  };
}

function splitFrontMatter(
  text: string,
): { yaml: string; markdown: string; markdownLine: number } | undefined {
  const match = /^---[ \t]*\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\n|$)/.exec(text);
  if (!match) return undefined;
  const markdown = text.slice(match[0].length);
  return { yaml: match[1] ?? '', markdown, markdownLine: match[0].split('\n').length };
}
