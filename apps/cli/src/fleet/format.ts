const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** `12s`, `4m`, `3h`, `2d`: a length of time in a column. */
export function age(ms: number): string {
  if (ms < minute) return `${Math.max(0, Math.floor(ms / second))}s`;
  if (ms < hour) return `${Math.floor(ms / minute)}m`;
  if (ms < 2 * day) return `${Math.floor(ms / hour)}h`;
  return `${Math.floor(ms / day)}d`;
}

/** The age of a moment, or `in 4m` for one to come. */
export function ageOf(at: string, now: number): string {
  const ms = now - Date.parse(at);
  return ms >= 0 ? age(ms) : `in ${age(-ms)}`;
}

/** The first digits of an id, by which commands take it, too. */
export const shortId = (id: string) => id.slice(0, 8);

/** `12:03:04.567` of the day, in this machine's time. */
export function clockOf(at: string): string {
  const date = new Date(at);
  const time = date.toTimeString().slice(0, 8);
  return `${time}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

const twenty = 20;

/** `████▒▒▒▒········`: used, then planned beyond it, then free, with the reserve's begin as `|`. Shares of 1. */
export function bar(share: {
  readonly used: number;
  readonly planned: number;
  readonly limit: number;
}): string {
  const cells = Array.from({ length: twenty }, (_, index) => {
    const at = (index + 0.5) / twenty;
    if (at < share.used) return '█';
    if (at < share.planned) return '▒';
    return at < share.limit ? '·' : '|';
  });
  return cells.join('');
}
