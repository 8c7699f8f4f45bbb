const unit = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

/** Form of every duration in a lab's files: `500ms`, `20s`, `5m`, `1h`. */
export const durationPattern = /^(\d+)(ms|s|m|h)$/;

/** Milliseconds of a duration such as `90s`. Throws a `RangeError` on anything else. */
export function parseDuration(text: string): number {
  const match = durationPattern.exec(text);
  if (!match) throw new RangeError(`"${text}" is not a duration such as 500ms, 20s or 5m`);
  return Number(match[1]) * unit[match[2] as keyof typeof unit];
}
