/** Points as people read them: whole where possible, else one decimal. */
export function formatScore(points: number): string {
  const rounded = Math.round(points * 10) / 10;
  return Number.isInteger(rounded) ? String(rounded) : rounded.toFixed(1);
}
