const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const absolute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const timeOfDay = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const shortDate = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

/** "3 minutes ago", "in 2 hours", "yesterday"; beyond 30 days the date. Both arguments in ms since the epoch. */
export function formatRelative(at: number, now: number): string {
  const delta = at - now;
  const size = Math.abs(delta);
  if (size < 10 * second) return delta <= 0 ? 'just now' : 'in a moment';
  if (size < minute) return relative.format(Math.round(delta / second), 'second');
  if (size < hour) return relative.format(Math.round(delta / minute), 'minute');
  if (size < day) return relative.format(Math.round(delta / hour), 'hour');
  if (size < 30 * day) return relative.format(Math.round(delta / day), 'day');
  return shortDate.format(at);
}

/** Date and time to the second in the reader's time zone. `at` in ms since the epoch. */
export function formatAbsolute(at: number): string {
  return absolute.format(at);
}

/** `14:05` in the reader's time zone. `at` in ms since the epoch. */
export function formatTimeOfDay(at: number): string {
  return timeOfDay.format(at);
}

/** A running clock: `m:ss`, from one hour on `h:mm:ss`. Negative counts as zero. */
export function formatClock(ms: number): string {
  const total = Math.max(0, Math.floor(ms / second));
  const seconds = String(total % 60).padStart(2, '0');
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3600);
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${seconds}` : `${minutes}:${seconds}`;
}

/** A length of time to read rather than to watch: `0.8 s`, `42 s`, `7 min`, `1 h 20 min`, `3 d`. */
export function formatDuration(ms: number): string {
  if (ms < 9_950) return `${(Math.max(0, ms) / second).toFixed(1)} s`;
  if (ms < 59_500) return `${Math.round(ms / second)} s`;
  if (ms < hour - minute / 2) return `${Math.round(ms / minute)} min`;
  if (ms < day) {
    const minutes = Math.round(ms / minute);
    const rest = minutes % 60;
    return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
  }
  return `${Math.round(ms / day)} d`;
}
