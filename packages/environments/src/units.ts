const sizeUnits = { MiB: 1024 ** 2, GiB: 1024 ** 3 };
const durationUnits = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Bytes of a size such as `768MiB`; throws `RangeError` on anything else. */
export function sizeInBytes(size: string): number {
  return scaled(size, sizeUnits);
}

/** Milliseconds of a duration such as `500ms`, `20s` or `5m`; throws `RangeError` on anything else. */
export function durationInMs(duration: string): number {
  return scaled(duration, durationUnits);
}

function scaled(text: string, units: Readonly<Record<string, number>>): number {
  const [, number, unit = ''] = /^(\d+)([a-zA-Z]+)$/.exec(text) ?? [];
  const factor = Object.hasOwn(units, unit) ? units[unit] : undefined;
  if (number === undefined || factor === undefined) {
    throw new RangeError(`"${text}" is not a number with one of the units ${Object.keys(units).join(', ')}`);
  }
  return Number(number) * factor;
}
