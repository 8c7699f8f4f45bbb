import { LabSource } from '@springboard/contracts/lab-source.ts';
import { LabFile } from '@springboard/contracts/lab-tests.ts';
import { del, entries, get, set } from 'idb-keyval';
import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { type ApiError, asApiError } from '../../api/client.ts';
import { readSource } from '../../api/lab-source.ts';

/** What somebody works on, and what it began from. */
export const LabDraft = z.object({ base: LabSource, files: z.array(LabFile), savedAt: z.number() });
export type LabDraft = z.infer<typeof LabDraft>;

/** Of the person and the lab: a browser may be shared. */
const keyOf = (personId: string, lab: string) => `springboard lab draft ${personId} ${lab}`;

/** The labs of which this browser keeps something that a person has not published. */
export async function keptLabs(personId: string): Promise<string[]> {
  const prefix = keyOf(personId, '');
  const found = await entries().catch(() => []);
  return found
    .flatMap(([key, value]) =>
      typeof key === 'string' && key.startsWith(prefix) && LabDraft.safeParse(value).success
        ? [key.slice(prefix.length)]
        : [],
    )
    .sort();
}

/** Keeps a draft in this browser: a reload, a crash or a sign-out loses nothing. */
export const keepDraft = (personId: string, lab: string, draft: LabDraft) => set(keyOf(personId, lab), draft);

/** What is kept of a lab; undefined when nothing is, or when another release of the page kept it in another form. */
export async function keptDraft(personId: string, lab: string): Promise<LabDraft | undefined> {
  const found = LabDraft.safeParse(await get(keyOf(personId, lab)).catch(() => undefined));
  return found.success ? found.data : undefined;
}

export interface LabDraftState {
  readonly draft: LabDraft | null;
  readonly error: ApiError | null;
  /** When it was kept in this browser, if it was there when the page came, in milliseconds since 1970. */
  readonly restoredAt: number | null;
  readonly change: (files: readonly LabFile[]) => void;
  /** Goes on from another base, with these files. */
  readonly rebase: (base: LabSource, files: readonly LabFile[]) => void;
  /** This was published: the draft goes on from it, with what was typed since. */
  readonly published: (base: LabSource) => void;
  readonly retry: () => void;
}

/** A lab in the editor: what is kept here, or else what the repository has. */
export function useLabDraft(personId: string, lab: string): LabDraftState {
  const [draft, setDraft] = useState<LabDraft | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [keptAt, setKeptAt] = useState<number | null>(null);
  const [tries, setTries] = useState(0);
  const loaded = useRef(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `tries` asks again.
  useEffect(() => {
    let over = false;
    setError(null);
    const load = async () => {
      const kept = await keptDraft(personId, lab);
      if (over) return;
      if (kept && isChanged(kept)) {
        setKeptAt(kept.savedAt);
        setDraft(kept);
        return;
      }
      const base = await readSource(lab);
      if (!over) setDraft({ base, files: base.files, savedAt: Date.now() });
    };
    load().catch((thrown: unknown) => {
      if (!over) setError(asApiError(thrown));
    });
    return () => {
      over = true;
    };
  }, [personId, lab, tries]);

  useEffect(() => {
    if (draft === null) return;
    // The first one is what was read.
    if (!loaded.current) {
      loaded.current = true;
      return;
    }
    void (isChanged(draft) ? keepDraft(personId, lab, draft) : del(keyOf(personId, lab)));
  }, [draft, personId, lab]);

  return {
    draft,
    error,
    // Whatever is done to it has a time of its own.
    restoredAt: draft?.savedAt === keptAt ? keptAt : null,
    change: (files) => setDraft((now) => now && { ...now, files: [...files], savedAt: Date.now() }),
    rebase: (base, files) => setDraft({ base, files: [...files], savedAt: Date.now() }),
    published: (base) => setDraft((now) => now && { ...now, base, savedAt: Date.now() }),
    retry: () => setTries((now) => now + 1),
  };
}

export type FileChange = { readonly path: string; readonly change: 'added' | 'changed' | 'removed' };

/** What differs from where it began. */
export function changesOf({ base, files }: Pick<LabDraft, 'base' | 'files'>): FileChange[] {
  const before = new Map(base.files.map((file) => [file.path, file.content]));
  const after = new Map(files.map((file) => [file.path, file.content]));
  return [
    ...files.flatMap(({ path, content }): FileChange[] => {
      if (!before.has(path)) return [{ path, change: 'added' }];
      return before.get(path) === content ? [] : [{ path, change: 'changed' }];
    }),
    ...base.files.flatMap(({ path }): FileChange[] => (after.has(path) ? [] : [{ path, change: 'removed' }])),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

function isChanged(draft: LabDraft): boolean {
  return changesOf(draft).length > 0;
}
