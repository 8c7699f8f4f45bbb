import { checkNode, checkProse, type LabContext } from './lab-context.ts';
import { loadChecks, readNamed } from './load-checks.ts';
import { loadQuestions } from './load-quiz.ts';
import type { HintDefinition } from './model/scripts.ts';
import type { Criterion, TaskDefinition } from './model/task.ts';
import { isScript, readScript } from './read-script.ts';
import { type RubricYaml, TaskYaml } from './schema/task.ts';
import { didYouMean } from './suggest.ts';
import { type ReadYaml, readYaml } from './yaml-source.ts';

/** Reads one folder under `tasks/`; what is wrong goes to the files' problems, and then there may be no task. */
export function loadTask(context: LabContext, id: string): TaskDefinition | undefined {
  const { files } = context;
  const folder = `tasks/${id}`;
  const file = `${folder}/task.md`;
  const text = files.text(file);
  if (text === undefined) {
    files.report(file, `is missing.${didYouMean('task.md', files.in(folder))}`);
    return undefined;
  }
  const front = splitFrontMatter(text);
  if (!front) {
    files.report(
      file,
      text.startsWith('---\n')
        ? 'its front matter has no end: a second line of --- comes before the text'
        : 'must begin with front matter: facts in YAML between two lines of ---',
    );
    return undefined;
  }
  const yaml = readYaml({ file: files.path(file), text: front.yaml, lineOffset: 1 }, TaskYaml);
  files.problems.push(...yaml.problems);
  checkProse(context, { file, markdown: front.markdown, lineOffset: front.markdownLine - 1 });
  const facts = yaml.value;
  if (!facts) return undefined;

  checkNode(context, file, facts.on, yaml.at(['on']));
  const on = facts.on ?? context.on;
  const names = files.in(folder);
  const one = (name: string) => {
    const found = names.find((entry) => entry === `${name}.sh` || entry === `${name}.py`);
    return found === undefined ? null : (readScript(files, `${folder}/${found}`, on) ?? null);
  };
  const wrong = files.in(`${folder}/wrong`).flatMap((name) => {
    const script = readScript(files, `${folder}/wrong/${name}`, on);
    return script ? [{ ...script, name: name.replace(/\.(sh|py)$/, '') }] : [];
  });
  reportStrays(context, folder, facts);
  const base = {
    id,
    title: facts.title,
    points: facts.points,
    markdown: front.markdown,
    runbook: facts.runbook ?? null,
    hints: loadHints(context, folder, facts, yaml),
    arrange: one('arrange'),
    solve: one('solve'),
    wrong,
  };
  return loadKind(context, folder, facts, yaml, base);
}

type Base = Omit<TaskDefinition & { kind: 'checked' }, 'kind' | 'checks'>;

function loadKind(
  context: LabContext,
  folder: string,
  facts: TaskYaml,
  yaml: ReadYaml<TaskYaml>,
  base: Base,
): TaskDefinition {
  const { files } = context;
  const file = `${folder}/task.md`;
  const { kind } = facts;
  if (kind !== undefined && kind !== 'checked' && base.wrong.length > 0)
    files.report(file, `a ${kind} task has no checks, so its wrong/ scripts never run`, yaml.at(['kind']));
  switch (kind) {
    case undefined:
    case 'checked': {
      const checks = loadChecks(context, folder, facts, (path) => yaml.at(path));
      if (!base.solve) files.report(file, 'has no solve.sh: nothing shows that the task can be done');
      if (base.wrong.length === 0)
        files.report(
          file,
          'has no wrong/*.sh: nothing shows that a wrong answer is seen',
          undefined,
          'warning',
        );
      return { kind: 'checked', ...base, checks };
    }
    case 'quiz':
      return {
        kind,
        ...base,
        checks: [],
        ...loadQuestions(context, file, facts.questions, (path) => yaml.at(path)),
      };
    case 'written':
      return {
        kind,
        ...base,
        checks: [],
        rubric: loadRubric(context, file, facts, yaml),
        template: facts.template === undefined ? '' : readTemplate(context, folder, facts.template, yaml),
        minWords: facts.min_words ?? 0,
        review: facts.review,
      };
    case 'recorded':
      checkNode(context, file, facts.node, yaml.at(['node']));
      if (facts.review === 'peer')
        files.report(
          file,
          'review: peer is for written work; a recording shows a whole terminal, and only mentors and managers see it',
          yaml.at(['review']),
        );
      return {
        kind,
        ...base,
        checks: [],
        rubric: loadRubric(context, file, facts, yaml),
        show: facts.show,
        node: facts.node,
      };
  }
}

function loadHints(
  context: LabContext,
  folder: string,
  facts: TaskYaml,
  yaml: ReadYaml<TaskYaml>,
): HintDefinition[] {
  const file = `${folder}/task.md`;
  return facts.hints.map((hint, index) => {
    const at = (key: string) => yaml.at(['hints', index, key]);
    const markdown = hint.text ?? '';
    checkProse(context, { file, markdown }, { what: `hint ${index + 1}`, place: at('text') });
    checkNode(context, file, hint.on, at('on'));
    const script =
      hint.script === undefined
        ? undefined
        : readNamed(context, folder, hint.script, hint.on ?? null, file, at('script'));
    return { cost: hint.cost, markdown, script: script ?? null };
  });
}

function loadRubric(
  { files }: LabContext,
  file: string,
  facts: { readonly rubric: RubricYaml; readonly points: number },
  yaml: ReadYaml<TaskYaml>,
): Criterion[] {
  const sum = facts.rubric.reduce((total, { points }) => total + points, 0);
  if (Math.abs(sum - facts.points) > 0.001)
    files.report(
      file,
      `the rubric's criteria add up to ${sum} points, the task has ${facts.points}; make them equal`,
      yaml.at(['rubric']),
    );
  return [...facts.rubric];
}

function readTemplate(context: LabContext, folder: string, name: string, yaml: ReadYaml<TaskYaml>): string {
  const { files } = context;
  const markdown = files.text(`${folder}/${name}`);
  if (markdown === undefined) {
    const message = `there is no file ${folder}/${name}.${didYouMean(name, files.in(folder))}`;
    files.report(`${folder}/task.md`, message, yaml.at(['template']));
    return '';
  }
  checkProse(context, { file: `${folder}/${name}`, markdown });
  return markdown;
}

/** A script that nothing names is most likely a name misspelt, and would silently never run. */
function reportStrays({ files }: LabContext, folder: string, facts: TaskYaml): void {
  const checks = facts.kind === undefined || facts.kind === 'checked' ? facts.checks : [];
  const listed = [
    ...(checks?.map((check) => check.file) ?? ['check.sh', 'check.py']),
    ...facts.hints.flatMap((hint) => hint.script ?? []),
  ];
  const roles = ['arrange.sh', 'solve.sh', 'arrange.py', 'solve.py'];
  for (const name of files.in(folder))
    if (isScript(name) && ![...listed, ...roles].includes(name))
      files.report(
        `${folder}/${name}`,
        `is not used: it is neither arrange nor solve, and no check or hint of task.md names it.${didYouMean(name, [...listed, ...roles])}`,
      );
}

function splitFrontMatter(
  text: string,
): { yaml: string; markdown: string; markdownLine: number } | undefined {
  const match = /^---[ \t]*\n([\s\S]*?)(?:^|\n)---[ \t]*(?:\n|$)/.exec(text);
  if (!match) return undefined;
  const markdown = text.slice(match[0].length);
  return { yaml: match[1] ?? '', markdown, markdownLine: match[0].split('\n').length };
}
