import { cpus } from 'node:os';
import { z } from 'zod';
import type { LabFiles } from '../lab-files.ts';
import type { ContentProblem } from '../problems.ts';
import { isScript, libraryOf, linesOfLibrary } from '../read-script.ts';
import { runTool } from './tool.ts';

/** A script of a lab as it runs: with the lab's library before it. */
export interface LintedScript {
  readonly files: LabFiles;
  readonly file: string;
  readonly text: string;
  /** Lines of the library before it; what is found there is told at the library itself. */
  readonly linesBefore: number;
}

export function scriptsOf(files: LabFiles): LintedScript[] {
  return [...files.contents.keys()].filter(isScript).flatMap((file) => {
    const own = files.text(file);
    if (own === undefined || own.trim() === '') return [];
    const library = /^lib\.(sh|py)$/.test(file) ? undefined : libraryOf(files, file);
    const text = (library ?? '') + own;
    return [{ files, file, text, linesBefore: linesOfLibrary(text) }];
  });
}

const ShellcheckReport = z.object({
  comments: z.array(
    z.object({
      line: z.number(),
      column: z.number(),
      level: z.enum(['error', 'warning', 'info', 'style']),
      code: z.number(),
      message: z.string(),
    }),
  ),
});

/** Not an issue in a lab: no shebang is needed (2148), a library's variables are used elsewhere (2034). */
const excluded = (file: string) => (file === 'lib.sh' ? 'SC2148,SC2034' : 'SC2148');

/** What shellcheck finds; undefined when it is not installed. */
export async function shellcheck(
  scripts: readonly LintedScript[],
  program = 'shellcheck',
): Promise<ContentProblem[] | undefined> {
  const bash = scripts.filter(({ file }) => file.endsWith('.sh'));
  const results = await inParallel(bash, async ({ files, file, text, linesBefore }) => {
    const args = ['--shell=bash', '--format=json1', '--severity=warning', `--exclude=${excluded(file)}`, '-'];
    const output = await runTool(program, args, text);
    if (output === undefined) return undefined;
    return ShellcheckReport.parse(JSON.parse(output)).comments.flatMap((comment): ContentProblem[] => {
      const line = comment.line - linesBefore;
      if (line < 1) return [];
      const severity = comment.level === 'error' ? 'error' : 'warning';
      const message = `${comment.message} (shellcheck SC${comment.code})`;
      return [{ severity, file: files.path(file), line, column: comment.column, message }];
    });
  });
  return results.includes(undefined) ? undefined : results.flatMap((found) => found ?? []);
}

/** Compiles each text and writes nothing; what it prints is JSON. */
const compileAll = `
import json, sys
found = []
for index, text in enumerate(json.load(sys.stdin)):
    try:
        compile(text, "script", "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as error:
        found.append({"index": index, "line": getattr(error, "lineno", None) or 1, "column": getattr(error, "offset", None) or 1, "message": getattr(error, "msg", None) or str(error)})
print(json.dumps(found))
`;
const CompileReport = z.array(
  z.object({ index: z.number(), line: z.number(), column: z.number(), message: z.string() }),
);

/** What Python's own compiler refuses; undefined when there is no python3. */
export async function pythonSyntax(
  scripts: readonly LintedScript[],
  program = 'python3',
): Promise<ContentProblem[] | undefined> {
  const python = scripts.filter(({ file }) => file.endsWith('.py'));
  if (python.length === 0) return [];
  const args = ['-I', '-B', '-W', 'ignore', '-c', compileAll];
  const output = await runTool(program, args, JSON.stringify(python.map(({ text }) => text)));
  if (output === undefined) return undefined;
  return CompileReport.parse(JSON.parse(output)).flatMap(({ index, line, column, message }) => {
    const script = python[index];
    if (!script || line <= script.linesBefore) return [];
    const place = { file: script.files.path(script.file), line: line - script.linesBefore, column };
    return [{ severity: 'error' as const, ...place, message: `Python cannot read this: ${message}` }];
  });
}

async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.max(2, cpus().length) }, worker));
  return results;
}
