import type { Topology } from '@springboard/environments/topology.ts';
import type { LabFiles } from './lab-files.ts';
import { findMarkdownProblems } from './markdown-problems.ts';
import type { ParamDefinition } from './model/params.ts';
import { placeholderPattern } from './params.ts';
import { alternatives } from './suggest.ts';

type Place = { line: number; column: number };
export type LabTopology = Pick<Topology, 'name' | 'nodes'>;

/** What the parts of a lab are read against. */
export interface LabContext {
  readonly files: LabFiles;
  /** Names of the lab's parameters. */
  readonly params: readonly string[];
  /** How they are drawn. */
  readonly drawn: Readonly<Record<string, ParamDefinition>>;
  /** The lab's `on`. */
  readonly on: string | null;
  /** Undefined: not known here, and then nodes are not checked. */
  readonly topology: LabTopology | undefined;
}

/** Reports a node that the topology does not have, and a parameter that may draw one. */
export function checkNode(
  context: LabContext,
  file: string,
  node: string | null | undefined,
  place: Place,
): void {
  const { topology, files } = context;
  if (!topology || node === null || node === undefined) return;
  const names = topology.nodes.map(({ name }) => name);
  for (const value of nodesNamed(context, file, node, place))
    if (!names.includes(value))
      files.report(file, `${topology.name} has no node "${value}".${alternatives(value, names)}`, place);
}

/** The node itself, or every one that its parameter may draw. */
function nodesNamed(context: LabContext, file: string, node: string, place: Place): readonly string[] {
  const [whole, param] = [...node.matchAll(placeholderPattern)][0] ?? [];
  if (whole === undefined || param === undefined) return [node];
  const definition = context.drawn[param];
  if (definition?.kind === 'choose') return definition.from.map(String);
  const message = definition
    ? `{{ ${param} }} is of kind ${definition.kind}; a node is drawn by a parameter of kind choose, from names of nodes.`
    : `{{ ${param} }} is not a parameter of this lab.${alternatives(param, context.params)}`;
  context.files.report(file, message, place);
  return [];
}

/** Reports what in a Markdown text would not come out as meant; `place` where the text is a value in YAML. */
export function checkProse(
  context: LabContext,
  text: { readonly file: string; readonly markdown: string; readonly lineOffset?: number },
  inYaml?: { readonly what: string; readonly place: Place },
): void {
  const { files, params, topology } = context;
  const problems = findMarkdownProblems({ ...text, file: files.path(text.file), params, topology });
  if (!inYaml) files.problems.push(...problems);
  else
    for (const { message } of problems) files.report(text.file, `${inYaml.what}: ${message}`, inYaml.place);
}
