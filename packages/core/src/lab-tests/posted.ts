import type { LabFile } from '@springboard/contracts/lab-tests.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { loadLabFiles, type TakenLab } from '@springboard/lab-format/load-lab.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import type { ContentProblem } from '@springboard/lab-format/problems.ts';
import type { Context } from '../context.ts';

/** All files of a lab together, in bytes. */
const maxFilesBytes = 2 * 1024 * 1024;

type Topologies = Pick<Context, 'topology' | 'topologyNames'>;

export interface PostedLab {
  readonly definition: LabDefinition;
  /** SHA-256 over its files. */
  readonly hash: string;
}

/** Reads a lab from the files that somebody sent. Errors: `invalid-input`, each problem with its file, line and column. */
export function readPosted(ctx: Topologies, slug: string, posted: readonly LabFile[]): PostedLab {
  const { lab, problems, draft } = loadPosted(ctx, slug, takePosted(posted));
  if (lab) return lab;
  const detail =
    draft && !ctx.topology(draft.environment)
      ? `This installation has no environment "${draft.environment}".`
      : 'These files have errors, so they are no lab yet.';
  throw refused(detail, problems);
}

/** What such files are, held against the environments of this installation, and against its skills where they are known. */
export function loadPosted(
  ctx: Topologies,
  slug: string,
  files: ReadonlyMap<string, Uint8Array>,
  skills?: readonly string[] | undefined,
): TakenLab {
  return loadLabFiles(slug, files, { skills, topologies: { get: ctx.topology, keys: ctx.topologyNames } });
}

/** The files by path. Errors: `invalid-input` for two of one path, and for more than a lab may have. */
export function takePosted(posted: readonly LabFile[]): Map<string, Uint8Array> {
  const files = new Map(
    posted.map(({ path, content, encoding }) => [path, new Uint8Array(Buffer.from(content, encoding))]),
  );
  if (files.size < posted.length) throw refused('Two of the files have the same path.');
  const bytes = [...files.values()].reduce((sum, content) => sum + content.byteLength, 0);
  if (bytes > maxFilesBytes) throw refused(`The files have ${bytes} bytes; a lab may have ${maxFilesBytes}.`);
  return files;
}

function refused(detail: string, problems: readonly ContentProblem[] = []): ProblemError {
  return new ProblemError('invalid-input', 'The lab does not load', {
    detail: `${detail} Nothing was started.`,
    remedy: '`npm run springboard -- lab lint` says the same without a platform, and more.',
    errors: problems
      .filter(({ severity }) => severity === 'error')
      .map(({ file, line, column, message }) => ({ path: `${file}:${line}:${column}`, message })),
  });
}
