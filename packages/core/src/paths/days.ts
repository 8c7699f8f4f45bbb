const dayMs = 86_400_000;

/** The day of a moment, as `2026-11-02`, in UTC like all days of paths. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

const spoken = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** A day as notices and mails say it: `2 Nov`. */
export function spokenDay(day: string): string {
  return spoken.format(Date.parse(day));
}

/** The day so many days after another one. */
export function addDays(day: string, days: number): string {
  return dayOf(new Date(Date.parse(day) + days * dayMs));
}

/** How many days lie between two days; negative when `to` is the earlier one. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}
