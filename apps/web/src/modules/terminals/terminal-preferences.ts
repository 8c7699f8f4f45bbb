import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { browserStorage } from '../../components/browser-storage.ts';

export const usualFontSize = 13;
export const smallestFontSize = 9;
export const largestFontSize = 28;

const Preferences = z.object({
  /** CSS pixels. */
  fontSize: z.number().int().min(smallestFontSize).max(largestFontSize).catch(usualFontSize),
  /** Output is announced to screen readers, which costs speed. */
  screenReader: z.boolean().catch(false),
});
export type TerminalPreferences = z.infer<typeof Preferences>;

const storageKey = 'springboard.terminal-preferences';
const listeners = new Set<() => void>();
let known: { readonly text: string | null; readonly preferences: TerminalPreferences } | null = null;

/** How this person likes terminals, in this browser. What is stored and makes no sense counts as not stored. */
export function readTerminalPreferences(): TerminalPreferences {
  const text = browserStorage.getItem(storageKey) ?? known?.text ?? null;
  if (known === null || known.text !== text) known = { text, preferences: Preferences.parse(parse(text)) };
  return known.preferences;
}

/** Remembers a change; every terminal of this browser follows, those in other windows, too. */
export function changeTerminalPreferences(change: Partial<TerminalPreferences>): void {
  const preferences = Preferences.parse({ ...readTerminalPreferences(), ...limited(change) });
  known = { text: JSON.stringify(preferences), preferences };
  browserStorage.setItem(storageKey, JSON.stringify(preferences));
  for (const listener of listeners) listener();
}

/** The preferences, kept current. */
export function useTerminalPreferences(): TerminalPreferences {
  return useSyncExternalStore(subscribe, readTerminalPreferences);
}

function limited(change: Partial<TerminalPreferences>): Partial<TerminalPreferences> {
  if (change.fontSize === undefined) return change;
  return { ...change, fontSize: Math.min(largestFontSize, Math.max(smallestFontSize, change.fontSize)) };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

function parse(text: string | null): object {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
