import type { Prose } from '@springboard/contracts/labs.ts';
import { Lru } from '@springboard/db/lru.ts';
import { compileMarkdown } from '@springboard/lab-format/markdown.ts';
import type { TaskDefinition } from '@springboard/lab-format/model/task.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import type { Params } from '@springboard/lab-format/params.ts';

/** A lab's texts with one set of parameters in them. */
export interface CompiledLab {
  readonly intro: Prose;
  readonly outro: Prose | null;
  readonly tasks: ReadonlyMap<string, CompiledTask>;
}

export interface CompiledTask {
  readonly body: Prose;
  /** Null for a hint that is only computed. */
  readonly hints: readonly (Prose | null)[];
  /** Of a quiz, by question id. */
  readonly questions: ReadonlyMap<string, { readonly body: Prose; readonly explanation: Prose | null }>;
}

/** So many compiled labs are kept; one with all its texts is some hundred kilobytes. */
const cache = new Lru<string, CompiledLab>(100);
/** So many texts of learners and of computed hints; one is some kilobytes as a rule. */
const saidBefore = new Lru<string, Prose>(100);
/** A learner may hand in ten times as much; those are compiled anew. */
const longestKept = 5_000;

/** Compiles a lab's Markdown; kept in memory per version and parameters, since pushes ask for it every second. */
export function compileLab(versionId: string, definition: LabDefinition, params: Params): CompiledLab {
  const key = `${versionId} ${JSON.stringify(params)}`;
  const known = cache.get(key);
  if (known) return known;
  const compiled = compileTexts(definition, params);
  cache.set(key, compiled);
  return compiled;
}

/** The same of files that somebody works on: they are another lab with every key, and would push the labs of learners out of memory. */
export function compileTexts(definition: LabDefinition, params: Params): CompiledLab {
  const prose = (markdown: string) => compileMarkdown(markdown, { params });
  return {
    intro: prose(definition.intro),
    outro: definition.outro === null ? null : prose(definition.outro),
    tasks: new Map(
      definition.tasks.map((task) => [
        task.id,
        {
          body: prose(task.markdown),
          hints: task.hints.map((hint) => (hint.markdown === '' ? null : prose(hint.markdown))),
          questions: new Map(task.kind === 'quiz' ? compileQuestions(task, prose) : []),
        },
      ]),
    ),
  };
}

function compileQuestions(
  { questions, key }: Extract<TaskDefinition, { kind: 'quiz' }>,
  prose: (markdown: string) => Prose,
) {
  return questions.map(({ id, markdown }) => {
    const explanation = key[id]?.explanation ?? null;
    const compiled = { body: prose(markdown), explanation: explanation === null ? null : prose(explanation) };
    return [id, compiled] as const;
  });
}

/** What a learner handed in, or a computed hint printed: Markdown in which nothing stands for a parameter. Kept in memory, like labs. */
export function compileSaid(text: string): Prose {
  const known = saidBefore.get(text);
  if (known) return known;
  const compiled = compileMarkdown(text.replaceAll('{{', '\\{{'), { params: {} });
  if (text.length <= longestKept) saidBefore.set(text, compiled);
  return compiled;
}

/** Parameters for a page that belongs to no attempt: each stands for itself. */
export function unboundParams(definition: LabDefinition): Params {
  return Object.fromEntries(Object.keys(definition.params).map((name) => [name, `‹${name}›`]));
}
