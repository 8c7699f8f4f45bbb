import type { Topology } from '@springboard/environments/topology.ts';
import { visit } from 'unist-util-visit';
import { parseMarkdown, runNodeOf } from './markdown-parse.ts';
import type { LabDefinition } from './model.ts';
import type { ContentProblem } from './problems.ts';

/**
 * What a lab asks of its topology and does not get: the topology itself (undefined = there is none of that name),
 * nodes that scripts run on, and nodes whose terminals its texts offer to run something in.
 */
export function findTopologyProblems(
  lab: LabDefinition,
  topology: Pick<Topology, 'name' | 'nodes'> | undefined,
): ContentProblem[] {
  const problems: ContentProblem[] = [];
  const report = (file: string, message: string) =>
    problems.push({ severity: 'error', file: `${lab.slug}/${file}`, line: 1, column: 1, message });
  if (!topology) {
    report('lab.yaml', `environment: there is no topology "${lab.environment}"`);
    return problems;
  }
  const names = topology.nodes.map((node) => node.name);
  const terminals = topology.nodes.filter((node) => node.terminal).map((node) => node.name);
  const on = (file: string, node: string | null | undefined) => {
    if (node && !names.includes(node))
      report(file, `on: ${topology.name} has no node "${node}"; it has ${names.join(', ')}`);
  };
  const prose = (file: string, markdown: string | null) =>
    visit(parseMarkdown(markdown ?? ''), 'code', ({ meta }) => {
      const { node } = runNodeOf(meta);
      if (node !== null && !terminals.includes(node))
        report(file, `run=${node}: ${topology.name} has no terminal there, only on ${terminals.join(', ')}`);
    });

  on('lab.yaml', lab.setup?.on);
  prose('intro.md', lab.intro);
  prose('outro.md', lab.outro);
  for (const task of lab.tasks) {
    const file = `tasks/${task.id}/task.md`;
    const scripts = [task.arrange, task.solve, ...task.wrong, ...task.checks];
    for (const node of new Set(scripts.map((script) => script?.on))) on(file, node);
    prose(file, task.markdown);
    for (const hint of task.hints) prose(file, hint.markdown);
  }
  return problems;
}
