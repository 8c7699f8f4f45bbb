import { isMap, isNode, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { ContentProblem } from './problems.ts';
import { explainIssue } from './schema/explain.ts';
import { explainYamlError } from './yaml-advice.ts';

export interface YamlSource {
  readonly file: string;
  readonly text: string;
  /** Lines above the text in its file, for front matter. */
  readonly lineOffset?: number;
}

/** A YAML text held against a schema: its value, or what is wrong with it and where. */
export interface ReadYaml<T> {
  readonly value: T | undefined;
  readonly problems: readonly ContentProblem[];
  /** Place of the value at a path, or of the nearest thing that is there. */
  at(path: readonly PropertyKey[]): { line: number; column: number };
}

/** Parses and validates; never throws. */
export function readYaml<T>(source: YamlSource, schema: z.ZodType<T>): ReadYaml<T> {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines, prettyErrors: false });
  const lineOffset = source.lineOffset ?? 0;

  const place = (offset: number) => {
    const position = lines.linePos(offset);
    return { line: position.line + lineOffset, column: position.col };
  };
  const at = (path: readonly PropertyKey[]) => {
    for (let length = path.length; length >= 0; length--) {
      const node = document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return place(node.range[0]);
    }
    return { line: 1 + lineOffset, column: 1 };
  };
  const atKey = (path: readonly PropertyKey[], key: string) => {
    const map = path.length === 0 ? document.contents : document.getIn(path, true);
    if (!isMap(map)) return at(path);
    const pair = map.items.find((item) => isNode(item.key) && String(item.key) === key);
    const range = (pair?.key as Node | undefined)?.range;
    return range ? place(range[0]) : at(path);
  };
  const problem = (position: { line: number; column: number }, message: string): ContentProblem => ({
    severity: 'error',
    file: source.file,
    ...position,
    message,
  });

  // What the parser says after its first complaint mostly follows from that.
  const [broken] = [...document.errors, ...document.warnings];
  if (broken)
    return { value: undefined, problems: [problem(place(broken.pos[0]), explainYamlError(broken))], at };
  let plain: unknown;
  try {
    plain = document.toJS({ maxAliasCount: 50 });
  } catch (error) {
    return { value: undefined, problems: [problem(at([]), String(error))], at };
  }
  const parsed = schema.safeParse(plain);
  if (parsed.success) return { value: parsed.data, problems: [], at };

  const problems = parsed.error.issues
    .flatMap((issue) => explainIssue(issue, schema, plain))
    .map(({ path, key, message }) => problem(key === undefined ? at(path) : atKey(path, key), message));
  return { value: undefined, problems, at };
}
