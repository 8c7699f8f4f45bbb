import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { loadParts, type Parts, withPart } from './parts.ts';
import { type Topology, TopologyFile } from './topology.ts';
import { type TopologyProblem, topologyProblems } from './topology-rules.ts';

const fileName = 'environment.yaml';

/** Everything that is wrong with a topology file, one `file:line:column: text` a line. */
export class TopologyError extends Error {
  override readonly name = 'TopologyError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.problems = problems;
  }
}

/** Reads `environment.yaml` of a folder; throws `TopologyError` with all its problems. The folder's name is the topology's. */
export async function loadTopology(folder: string): Promise<Topology> {
  const file = join(folder, fileName);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new TopologyError([`${file}: cannot be read: ${error instanceof Error ? error.message : error}`]);
  });
  const parts = await loadParts(join(folder, '../../parts'));
  return parseTopology(text, file, basename(folder), parts);
}

/** Every topology of a checkout, by name: the folders of `infra/environments`. */
export async function loadTopologies(repoRoot: string): Promise<ReadonlyMap<string, Topology>> {
  const root = join(repoRoot, 'infra/environments');
  const entries = await readdir(root, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const results = await Promise.allSettled(folders.toSorted().map((name) => loadTopology(join(root, name))));
  const problems = results.flatMap((result) => {
    if (result.status === 'fulfilled') return [];
    if (result.reason instanceof TopologyError) return result.reason.problems;
    throw result.reason;
  });
  if (problems.length > 0) throw new TopologyError(problems);
  return new Map(
    results.flatMap((result) => (result.status === 'fulfilled' ? [[result.value.name, result.value]] : [])),
  );
}

/** Parses a topology; `file` is what problems are reported against, `expectedName` what `name` has to be, `parts` what it may include. */
export function parseTopology(
  text: string,
  file: string,
  expectedName?: string,
  parts: Parts = new Map(),
): Topology {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${file}:${line}:${col}`;
  };
  if (document.errors.length > 0) {
    throw new TopologyError(
      document.errors.map((error) => `${at(error.pos[0])}: ${firstLine(error.message)}`),
    );
  }
  const report = (problems: readonly TopologyProblem[]) =>
    new TopologyError(
      problems.map(({ path, message }) => {
        const where = path.length === 0 ? '' : `${path.join('.')}: `;
        return `${at(offsetOf(document, path))}: ${where}${message}`;
      }),
    );
  const result = TopologyFile.safeParse(document.toJS());
  if (!result.success) {
    throw report(
      result.error.issues.map((issue) => ({
        path: issue.path.filter((step) => typeof step !== 'symbol'),
        message: issue.message,
      })),
    );
  }
  const { include, ...own } = result.data;
  const problems: TopologyProblem[] = [];
  let topology: Topology = own;
  for (const [index, name] of include.entries()) {
    const part = parts.get(name);
    if (part === undefined) {
      const known = [...parts.keys()].toSorted().join(', ') || 'none';
      problems.push({ path: ['include', index], message: `there is no part "${name}"; there are ${known}` });
    } else if ('problem' in part) {
      problems.push({ path: ['include', index], message: `${part.file}: ${part.problem}` });
    } else topology = withPart(topology, part);
  }
  problems.push(...topologyProblems(topology));
  if (expectedName !== undefined && topology.name !== expectedName) {
    problems.unshift({ path: ['name'], message: `it has to be the folder's name, ${expectedName}` });
  }
  if (problems.length > 0) throw report(problems);
  return topology;
}

/** Where a path is in the source: its value, or the nearest thing around it that is there. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range != null) return node.range[0];
  }
  return 0;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
