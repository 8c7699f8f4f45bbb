/** A class that is planned without choosing a time begins no sooner, in ms: its pool needs time to grow. */
const notBeforeMs = 30 * 60_000;
const hourMs = 3_600_000;

/** `2026-11-30T14:00`, as a field for day and time holds it, in the reader's time zone. `at` in ms since the epoch. */
export function toField(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** The moment that such a field holds, as ISO 8601; null where it holds none. */
export function fromField(value: string): string | null {
  const at = new Date(value);
  return Number.isNaN(at.getTime()) ? null : at.toISOString();
}

/** The next full hour that leaves the pool time to grow. Both in ms since the epoch. */
export function proposedStart(now: number): number {
  return Math.ceil((now + notBeforeMs) / hourMs) * hourMs;
}
