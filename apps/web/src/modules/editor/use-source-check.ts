import type { SourceCheck } from '@springboard/contracts/lab-source.ts';
import type { LabFile } from '@springboard/contracts/lab-tests.ts';
import { useEffect, useState } from 'react';
import { checkSource } from '../../api/lab-source.ts';

/** After the last key so long passes before the files are checked, in milliseconds. */
const calmMs = 500;

/** What is wrong with the files, and how they read; of the last time that the server could be asked. */
export function useSourceCheck(lab: string, files: readonly LabFile[] | undefined): SourceCheck | null {
  const [check, setCheck] = useState<SourceCheck | null>(null);
  useEffect(() => {
    if (files === undefined) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      checkSource({ lab, files: [...files] }, abort.signal).then(
        // What could be read before stands while something is half typed.
        (next) => setCheck((before) => ({ ...next, reading: next.reading ?? before?.reading ?? null })),
        () => undefined,
      );
    }, calmMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [lab, files]);
  return check;
}
