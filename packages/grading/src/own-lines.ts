import type { Script } from '@springboard/lab-format/model/scripts.ts';
import { linesOfLibrary } from '@springboard/lab-format/read-script.ts';
import { bashLinesBefore } from './invocation.ts';

/**
 * A script's output with the line numbers of its author's own file. Bash counts the helpers and the lab's library that stand before the script, and
 * calls a function's file `environment`; Python counts the library. What happened in the library is said to be there.
 */
export function ownLines(
  text: string,
  { interpreter, script }: Pick<Script, 'interpreter' | 'script'>,
  name: string,
): string {
  const library = linesOfLibrary(script);
  const place = (line: number): [file: string, line: number] =>
    line > library ? [name, line - library] : [interpreter === 'bash' ? 'lib.sh' : 'lib.py', line];
  return interpreter === 'bash'
    ? text.replace(/^([^\n]*?): (eval: )?line (\d+):/gm, (whole, said: string, _, digits: string) => {
        const line = Number(digits) - bashLinesBefore;
        if ((said !== name && said !== 'environment') || line < 1) return whole;
        const [file, own] = place(line);
        return `${file}: line ${own}:`;
      })
    : text.replace(/File "([^"\n]+)", line (\d+)/g, (whole, said: string, digits: string) => {
        if (said !== name) return whole;
        const [file, own] = place(Number(digits));
        return `File "${file}", line ${own}`;
      });
}
