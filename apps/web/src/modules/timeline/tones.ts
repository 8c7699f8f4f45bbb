import type { ItemTone } from './words.ts';

/** Soft ground, line and ink of a tone, for what is drawn in the chart. */
export const markTones: Readonly<Record<ItemTone, string>> = {
  neutral: 'border-line-strong bg-inset text-ink-2',
  accent: 'border-accent-line bg-accent-soft text-accent-text',
  good: 'border-good-line bg-good-soft text-good-text',
  warn: 'border-warn-line bg-warn-soft text-warn-text',
  bad: 'border-bad-line bg-bad-soft text-bad-text',
};

/** Ink of a tone alone, for signs in a list. */
export const inkTones: Readonly<Record<ItemTone, string>> = {
  neutral: 'text-ink-3',
  accent: 'text-accent-text',
  good: 'text-good-text',
  warn: 'text-warn-text',
  bad: 'text-bad-text',
};
