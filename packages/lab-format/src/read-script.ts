import type { LabFiles } from './lab-files.ts';
import type { Script } from './model/scripts.ts';

export const isScript = (file: string) => /\.(sh|py)$/.test(file);

/**
 * A script of a lab; its interpreter follows from the ending. The lab's `lib.sh` or `lib.py` comes before it, so that
 * several checks can share what they ask.
 */
export function readScript(files: LabFiles, file: string, on: string | null): Script | undefined {
  if (!isScript(file)) {
    files.report(file, 'is not a script: scripts end in .sh (bash) or .py (python3)');
    return undefined;
  }
  const script = files.text(file);
  if (script === undefined) return undefined;
  if (script.trim() === '') {
    files.report(file, 'is empty');
    return undefined;
  }
  const python = file.endsWith('.py');
  const library = libraryOf(files, file);
  return {
    on,
    interpreter: python ? 'python3' : 'bash',
    script: library === undefined ? script : library + script,
  };
}

/** What is put before a script, up to the line that ends it; undefined when the lab has no library of its kind. */
export function libraryOf(files: LabFiles, file: string): string | undefined {
  const library = files.text(file.endsWith('.py') ? 'lib.py' : 'lib.sh');
  return library === undefined ? undefined : `${library.trimEnd()}\n${endOfLibrary}\n`;
}

/** The line between a library and the script: the lines of an error message are counted from here. */
const endOfLibrary = '# (the end of the library)';

/** Lines of the library that a script as it runs begins with. */
export function linesOfLibrary(script: string): number {
  const lines = script.split('\n');
  return lines.indexOf(endOfLibrary) + 1;
}
