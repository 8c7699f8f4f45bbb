import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ContentProblem, formatProblem } from './problems.ts';

/** Larger than any text of a lab, and small enough to keep every version in the database. */
const maxFileBytes = 256 * 1024;

/** The files of one lab, read once, and what was wrong with them on the way. */
export class LabFiles {
  /** By path relative to the lab's folder. */
  readonly contents = new Map<string, Uint8Array>();
  readonly problems: ContentProblem[] = [];
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  /** Path of a file as problems name it. */
  path(file: string): string {
    return `${this.#name}/${file}`;
  }

  report(
    file: string,
    message: string,
    place: { line: number; column: number } = { line: 1, column: 1 },
    severity: ContentProblem['severity'] = 'error',
  ): void {
    const problem = { severity, file: this.path(file), ...place, message };
    // A file may be read several times; what is wrong with it is told once.
    if (this.problems.some((known) => formatProblem(known) === formatProblem(problem))) return;
    this.problems.push(problem);
  }

  /** A text file's content with Unix line ends, or undefined where it is not there or is not text. */
  text(file: string): string | undefined {
    const bytes = this.contents.get(file);
    if (bytes === undefined) return undefined;
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      if (!text.includes('\0')) return text.replaceAll('\r\n', '\n');
    } catch {
      // told below
    }
    this.report(file, 'is not UTF-8 text');
    return undefined;
  }

  /** Names of the files directly in a folder of the lab, in order. */
  in(folder: string): string[] {
    const prefix = folder === '' ? '' : `${folder}/`;
    return [...this.contents.keys()]
      .filter((path) => path.startsWith(prefix) && !path.slice(prefix.length).includes('/'))
      .map((path) => path.slice(prefix.length))
      .sort();
  }
}

/** Files that somebody sent, by path relative to the lab's folder. Hidden files are left out; large files are problems. */
export function takeLabFiles(contents: ReadonlyMap<string, Uint8Array>, name: string): LabFiles {
  const files = new LabFiles(name);
  for (const [path, content] of contents) {
    if (path.split('/').some((part) => part.startsWith('.'))) continue;
    if (content.byteLength > maxFileBytes) files.report(path, 'is larger than 256 KiB');
    else files.contents.set(path, content);
  }
  return files;
}

/** Reads a lab's folder. Hidden files are left out; links and large files are problems. */
export async function readLabFiles(folder: string, name: string): Promise<LabFiles> {
  const files = new LabFiles(name);
  const walk = async (path: string): Promise<void> => {
    for (const entry of await readdir(join(folder, path))) {
      if (entry.startsWith('.')) continue;
      const child = path === '' ? entry : `${path}/${entry}`;
      const stat = await lstat(join(folder, child));
      if (stat.isDirectory()) await walk(child);
      else if (!stat.isFile()) files.report(child, 'is not a plain file; links are not followed');
      else if (stat.size > maxFileBytes) files.report(child, 'is larger than 256 KiB');
      else files.contents.set(child, await readFile(join(folder, child)));
    }
  };
  await walk('');
  return files;
}
