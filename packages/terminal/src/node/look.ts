/** Colours and flags of a cell, or of what is printed next. */
export interface Look {
  isBold(): number;
  isDim(): number;
  isItalic(): number;
  isUnderline(): number;
  isBlink(): number;
  isInverse(): number;
  isInvisible(): number;
  isStrikethrough(): number;
  isOverline(): number;
  isFgRGB(): boolean;
  isFgDefault(): boolean;
  getFgColor(): number;
  isBgRGB(): boolean;
  isBgDefault(): boolean;
  getBgColor(): number;
}

/** The control sequence that makes everything look so. */
export function sgr(look: Look): string {
  const codes = [0];
  const flags: [number, number][] = [
    [look.isBold(), 1],
    [look.isDim(), 2],
    [look.isItalic(), 3],
    [look.isUnderline(), 4],
    [look.isBlink(), 5],
    [look.isInverse(), 7],
    [look.isInvisible(), 8],
    [look.isStrikethrough(), 9],
    [look.isOverline(), 53],
  ];
  for (const [set, code] of flags) if (set) codes.push(code);
  if (!look.isFgDefault()) codes.push(38, ...colour(look.getFgColor(), look.isFgRGB()));
  if (!look.isBgDefault()) codes.push(48, ...colour(look.getBgColor(), look.isBgRGB()));
  return `\x1b[${codes.join(';')}m`;
}

function colour(value: number, rgb: boolean): number[] {
  return rgb ? [2, (value >>> 16) & 255, (value >>> 8) & 255, value & 255] : [5, value];
}
