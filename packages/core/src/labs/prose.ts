import type { Prose } from '@springboard/contracts/labs.ts';
import { compileMarkdown } from '@springboard/lab-format/markdown.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import type { Params } from '@springboard/lab-format/params.ts';
import { Lru } from '../lru.ts';

/** A lab's texts with one set of parameters in them. */
export interface CompiledLab {
  readonly intro: Prose;
  readonly outro: Prose | null;
  readonly tasks: ReadonlyMap<string, { readonly body: Prose; readonly hints: readonly Prose[] }>;
}

/** So many compiled labs are kept; one with all its texts is some hundred kilobytes. */
const cache = new Lru<string, CompiledLab>(100);

/** Compiles a lab's Markdown; kept in memory per version and parameters, since pushes ask for it every second. */
export function compileLab(versionId: string, definition: LabDefinition, params: Params): CompiledLab {
  const key = `${versionId} ${JSON.stringify(params)}`;
  const known = cache.get(key);
  if (known) return known;
  const prose = (markdown: string) => compileMarkdown(markdown, { params });
  const compiled: CompiledLab = {
    intro: prose(definition.intro),
    outro: definition.outro === null ? null : prose(definition.outro),
    tasks: new Map(
      definition.tasks.map((task) => [
        task.id,
        { body: prose(task.markdown), hints: task.hints.map((hint) => prose(hint.markdown)) },
      ]),
    ),
  };
  cache.set(key, compiled);
  return compiled;
}

/** Parameters for a page that belongs to no attempt: each stands for itself. */
export function unboundParams(definition: LabDefinition): Params {
  return Object.fromEntries(Object.keys(definition.params).map((name) => [name, `‹${name}›`]));
}
