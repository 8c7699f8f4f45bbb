import { readFileSync } from 'node:fs';
import type { ExecRequest } from '@springboard/environments/driver.ts';
import type { Script } from '@springboard/lab-format/model/scripts.ts';
import { type Params, paramsToEnvironment } from '@springboard/lab-format/params.ts';

const prelude = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');
const bashPrelude = prelude('./prelude.sh');
const pythonPrelude = prelude('./prelude.py');

/** Bash counts an evaluated script's lines from the line of the `eval`, which is the prelude's last. */
export const bashLinesBefore = bashPrelude.trimEnd().split('\n').length - 1;

/** What a script gets besides its parameters, whatever the node's own settings are. */
const cleanEnvironment = {
  HOME: '/root',
  USER: 'root',
  LOGNAME: 'root',
  SHELL: '/bin/bash',
  LANG: 'C.UTF-8',
  LC_ALL: 'C.UTF-8',
  TERM: 'dumb',
};

/** Of an image only: what a learner puts into `/usr/local` of their node never runs in a check. */
const systemPath = '/usr/sbin:/usr/bin:/sbin:/bin';

/**
 * The program that runs a lab's script. The arguments hold the prelude only, which is no secret; the script itself
 * comes on standard input, is read whole before it begins, and is out of its children's reach.
 * `name` is what error messages call it, such as `check.sh`.
 */
export function buildInvocation(options: {
  script: Pick<Script, 'interpreter' | 'script'>;
  name: string;
  params: Params;
  seed: string;
  /** The node is out of the learner's reach, so its `/usr/local` is the image's and comes first. */
  hidden?: boolean;
}): Pick<ExecRequest, 'command' | 'env' | 'stdin'> {
  const { script, name, params, seed } = options;
  const command =
    script.interpreter === 'bash'
      ? ['/bin/bash', '--noprofile', '--norc', '-c', bashPrelude, name]
      : ['/usr/bin/python3', '-I', '-B', '-X', 'utf8', '-c', pythonPrelude, name];
  const path = options.hidden ? `/usr/local/sbin:/usr/local/bin:${systemPath}` : systemPath;
  return {
    command,
    env: { ...paramsToEnvironment(params, seed), ...cleanEnvironment, PATH: path },
    stdin: script.script,
  };
}
