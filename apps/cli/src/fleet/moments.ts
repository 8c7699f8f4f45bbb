const dayMs = 86_400_000;
const unitMs = { m: 60_000, h: 3_600_000, d: dayMs } as const;

/**
 * A moment as operators say it, in this machine's time: `now`, `+90m`, `+2h` or `+1d` after `since`, `09:00` (the next one), `2026-11-30 09:00`,
 * or ISO 8601 with its own zone. Undefined for anything else.
 */
export function momentOf(text: string, now: Date, since: Date = now): Date | undefined {
  const said = text.trim();
  if (said === 'now') return now;
  const later = /^\+(\d{1,5})([mhd])$/.exec(said);
  if (later) return new Date(since.getTime() + Number(later[1]) * unitMs[later[2] as keyof typeof unitMs]);
  const clock = /^(\d{1,2}):(\d{2})$/.exec(said);
  if (clock) return nextTime(Number(clock[1]), Number(clock[2]), since);
  const date =
    /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(said);
  if (!date || !isDayOfCalendar(Number(date[1]), Number(date[2]), Number(date[3]))) return undefined;
  const at = new Date(`${said.slice(0, 10)}T${date[4] ?? '00:00'}${date[5] ?? ''}`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

function nextTime(hours: number, minutes: number, after: Date): Date | undefined {
  if (hours > 23 || minutes > 59) return undefined;
  const at = new Date(after);
  at.setHours(hours, minutes, 0, 0);
  if (at <= after) at.setDate(at.getDate() + 1);
  return at;
}

/** `Date` takes the 31st of February for the 3rd of March. */
function isDayOfCalendar(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

/** `2026-11-30 09:00`, in this machine's time. */
export function minuteOf(at: string): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
