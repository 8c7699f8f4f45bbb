import { chmodSync, renameSync, writeFileSync } from 'node:fs';

/** Writes a file whole or not at all; nobody whom `mode` does not let can read it, not even for a moment. Its folder has to be there. */
export function writeWhole(file: string, text: string, mode: number): void {
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, text, { mode });
  // A draft that a killed process left keeps its own mode when it is written again.
  chmodSync(draft, mode);
  renameSync(draft, file);
}
