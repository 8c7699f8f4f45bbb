/** One thing `doctor` looks at. */
export interface Check {
  readonly id: string;
  readonly title: string;
  /** `missing` is only said of what is needed; what merely costs something is a `warning`. */
  readonly status: 'fine' | 'warning' | 'missing';
  /** What was found. */
  readonly found: string;
  /** What follows from it for labs; null when all is well. */
  readonly cost: string | null;
  /** How to mend it; null when all is well. */
  readonly remedy: string | null;
}

export function fine(id: string, title: string, found: string): Check {
  return { id, title, status: 'fine', found, cost: null, remedy: null };
}

export function warning(id: string, title: string, found: string, cost: string, remedy: string): Check {
  return { id, title, status: 'warning', found, cost, remedy };
}

export function missing(id: string, title: string, found: string, cost: string, remedy: string): Check {
  return { id, title, status: 'missing', found, cost, remedy };
}
