/**
 * `Mon 30 Nov, 14:00 GMT+1`: a moment as words of a notice say it, which also go by mail. Nobody knows where its reader sits, so it is in the time of
 * this machine, or of `timeZone`, and says so.
 */
export function spokenMoment(at: Date, timeZone?: string): string {
  const zone = timeZone === undefined ? {} : { timeZone };
  const day = at.toLocaleDateString('en-GB', { weekday: 'short', day: 'numeric', month: 'short', ...zone });
  const time = { hour: '2-digit', minute: '2-digit', timeZoneName: 'short' } as const;
  return `${day}, ${at.toLocaleTimeString('en-GB', { ...time, ...zone })}`;
}
