const seconds = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const daySeconds = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const dayKey = new Intl.DateTimeFormat('en-CA');

/** Whether both are on one day of the reader's time zone; in ms since the epoch. */
export function sameDay(one: number, other: number): boolean {
  return dayKey.format(one) === dayKey.format(other);
}

/** `14:05:09`, with the day where an attempt has several. */
export function timeWords(at: string | number, days: boolean): string {
  const time = typeof at === 'string' ? Date.parse(at) : at;
  return (days ? daySeconds : seconds).format(time);
}
