/** Something in a lab's files that a person has to mend, at the place where they mend it. */
export interface ContentProblem {
  readonly severity: 'error' | 'warning';
  /** Relative to the content root, with `/`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** `labs/ceph/x/lab.yaml:3:9 error: …`, as editors and CI logs make it clickable. */
export function formatProblem(problem: ContentProblem): string {
  return `${problem.file}:${problem.line}:${problem.column} ${problem.severity}: ${problem.message}`;
}

/** Line and column, both from 1, of an offset into a text. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - (before.lastIndexOf('\n') + 1) + 1 };
}
