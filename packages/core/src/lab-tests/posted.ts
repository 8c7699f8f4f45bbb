import type { LabFile } from '@springboard/contracts/lab-tests.ts';
import { ProblemError } from '@springboard/contracts/problems.ts';
import { loadLabFiles } from '@springboard/lab-format/load-lab.ts';
import type { LabDefinition } from '@springboard/lab-format/model.ts';
import type { ContentProblem } from '@springboard/lab-format/problems.ts';
import type { Context } from '../context.ts';

/** All files of a lab together, in bytes. */
const maxFilesBytes = 2 * 1024 * 1024;

export interface PostedLab {
  readonly definition: LabDefinition;
  /** SHA-256 over its files. */
  readonly hash: string;
}

/** Reads a lab from the files that somebody sent. Errors: `invalid-input`, each problem with its file, line and column. */
export function readPosted(
  ctx: Pick<Context, 'topology'>,
  slug: string,
  posted: readonly LabFile[],
): PostedLab {
  const files = takePosted(posted);
  const first = loadLabFiles(slug, files);
  const topology = first.lab && ctx.topology(first.lab.definition.environment);
  if (first.lab && !topology)
    throw refused(`This installation has no environment "${first.lab.definition.environment}".`);
  // Read again now that it is known which nodes there are.
  const topologies = new Map(topology ? [[topology.name, topology]] : []);
  const { lab, problems } = first.lab ? loadLabFiles(slug, files, { topologies }) : first;
  if (lab) return lab;
  throw refused('These files are no lab that could be tested.', problems);
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
    remedy: '`springboard lab lint` says the same without a platform, and more.',
    errors: problems
      .filter(({ severity }) => severity === 'error')
      .map(({ file, line, column, message }) => ({ path: `${file}:${line}:${column}`, message })),
  });
}
