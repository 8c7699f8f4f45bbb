import type { ContentProblem } from '@springboard/lab-format/problems.ts';

/** The lab that a problem belongs to; undefined for skills, paths and the folder itself. */
export function labOf({ file }: Pick<ContentProblem, 'file'>): string | undefined {
  const slug = /^([a-z0-9-]+\/[a-z0-9-]+)(\/|$)/.exec(file)?.[1];
  return slug?.startsWith('paths/') ? undefined : slug;
}
