import type { Figure, Goal, Row } from '../../measure.ts';

/** What one part of the benchmark found. */
export interface Found {
  readonly rows?: readonly Row[];
  readonly figures?: readonly Figure[];
  readonly goals?: readonly Goal[];
  readonly notes?: readonly string[];
}

/** Says on standard error what is being measured: a full run takes a while. */
export const say = (what: string) => console.error(`  ${new Date().toISOString().slice(11, 19)} ${what}`);

export const megabytesPerSecond = (bytes: number, milliseconds: number) => bytes / 1000 / milliseconds;

/** Two digits behind the point: more would be noise. */
export const rounded = (value: number) => Number(value.toFixed(2));

/** The parts one after the other; what several note is noted once. */
export const together = (parts: readonly Found[]): Required<Found> => ({
  rows: parts.flatMap(({ rows = [] }) => rows),
  figures: parts.flatMap(({ figures = [] }) => figures),
  goals: parts.flatMap(({ goals = [] }) => goals),
  notes: [...new Set(parts.flatMap(({ notes = [] }) => notes))],
});
