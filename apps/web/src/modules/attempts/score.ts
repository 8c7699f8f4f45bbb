/** "1 point", "2.5 points". */
export function spokenPoints(points: number): string {
  const text = formatScore(points);
  return `${text} ${text === '1' ? 'point' : 'points'}`;
}

/** Points as people read them: whole where possible, else one decimal. */
export function formatScore(points: number): string {
  const rounded = Math.round(points * 10) / 10;
  return Number.isInteger(rounded) ? String(rounded) : rounded.toFixed(1);
}
