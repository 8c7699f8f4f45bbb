// biome-ignore-all lint/suspicious/noControlCharactersInRegex: control characters are what this file is about
/** A helper's message, taken out of the output that it came in. */
export interface OutputRecord {
  readonly kind: 'pass' | 'not_yet' | 'env_broken' | 'note' | 'metric';
  readonly text: string;
}

const recordPattern = /\x1e(pass|not_yet|env_broken|note|metric)\x1d([^\x1e\x1f]*)\x1f\n?/g;

/** Splits a script's output into what its helpers said and the rest. */
export function readRecords(output: string): { records: OutputRecord[]; rest: string } {
  const records: OutputRecord[] = [];
  const rest = output.replace(recordPattern, (_, kind: OutputRecord['kind'], text: string) => {
    records.push({ kind, text: text.trim() });
    return '';
  });
  return { records, rest };
}

/** Text of UTF-8 bytes; undefined if they are not. A character that a cut left incomplete at the end is dropped. */
export function decodeUtf8(bytes: Uint8Array, truncated: boolean): string | undefined {
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    return decoder.decode(bytes, { stream: truncated });
  } catch {
    return undefined;
  }
}

const escapeSequence = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)/g;
const control = /[\0-\x08\x0b-\x1f\x7f]/g;

/** Text for storage and display: no terminal control sequences, no NUL (PostgreSQL refuses it), and cut in the middle. */
export function tidy(text: string, maxLength: number): string {
  const clean = text.replace(/\r\n/g, '\n').replace(escapeSequence, '').replace(control, '').toWellFormed();
  if (clean.length <= maxLength) return clean;
  const head = Math.floor(maxLength / 4);
  const tail = maxLength - head;
  const cut = clean.length - maxLength;
  return `${clean.slice(0, head)}\n… ${cut} characters left out …\n${clean.slice(-tail)}`.toWellFormed();
}

/** The last line that is not empty. */
export function lastLine(text: string): string | undefined {
  return text
    .split('\n')
    .map((line) => line.trim())
    .findLast((line) => line !== '');
}
