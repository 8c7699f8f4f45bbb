const day = 86_400_000;
const hour = 3_600_000;

/** A time for which something is kept, in words: `90 days`. */
export function keptFor(ms: number): string {
  const [count, unit] = ms >= day ? [ms / day, 'day'] : [ms / hour, 'hour'];
  const rounded = Math.round(count * 10) / 10;
  return `${rounded} ${rounded === 1 ? unit : `${unit}s`}`;
}
