import type { Topology } from '@springboard/environments/topology.ts';
import type { LabFiles } from './lab-files.ts';
import { findMarkdownProblems } from './markdown-problems.ts';
import { alternatives } from './suggest.ts';

type Place = { line: number; column: number };
export type LabTopology = Pick<Topology, 'name' | 'nodes'>;

/** What the parts of a lab are read against. */
export interface LabContext {
  readonly files: LabFiles;
  /** Names of the lab's parameters. */
  readonly params: readonly string[];
  /** The lab's `on`. */
  readonly on: string | null;
  /** Undefined: not known here, and then nodes are not checked. */
  readonly topology: LabTopology | undefined;
}

/** Reports a node that the topology does not have. */
export function checkNode(
  context: LabContext,
  file: string,
  node: string | null | undefined,
  place: Place,
): void {
  const { topology, files } = context;
  if (!topology || node === null || node === undefined) return;
  const names = topology.nodes.map(({ name }) => name);
  if (!names.includes(node))
    files.report(file, `${topology.name} has no node "${node}".${alternatives(node, names)}`, place);
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
