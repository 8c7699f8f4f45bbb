import { browserStorage } from '../../components/browser-storage.ts';

const key = 'springboard.class-messages-seen';
/** So many are remembered, the last ones: older ones stand in the notices, and their classes are over. */
const remembered = 50;

/** Ids of messages to a class that were dismissed in this browser. */
export function readSeen(): readonly string[] {
  try {
    const parsed: unknown = JSON.parse(browserStorage.getItem(key) ?? '[]');
    return Array.isArray(parsed) ? parsed.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

/** Remembers one more; answers all. */
export function addSeen(id: string): readonly string[] {
  const seen = [...readSeen().filter((one) => one !== id), id].slice(-remembered);
  browserStorage.setItem(key, JSON.stringify(seen));
  return seen;
}
