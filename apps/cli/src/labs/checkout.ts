import { relative } from 'node:path';
import { type RunResult, run } from '@springboard/host/run.ts';
import { CliError, exit } from '../api/errors.ts';

/** A network that does not answer is given up after so long, in milliseconds; hooks of the checkout take their time, too. */
const withinMs = 300_000;

/** The checkout that labs lie in, with the person's own Git: their name, their keys, their hooks. */
export class LabCheckout {
  readonly #top: string;

  private constructor(top: string) {
    this.#top = top;
  }

  /** Undefined where the folder is in no checkout, or there is no Git. */
  static async find(folder: string): Promise<LabCheckout | undefined> {
    const { code, stdout } = await run(['git', '-C', folder, 'rev-parse', '--show-toplevel'], {
      timeoutMs: withinMs,
    });
    return code === 0 ? new LabCheckout(stdout.trim()) : undefined;
  }

  /** Commits what was changed in the folders and files, and nothing else; answers the changed files. Errors: Git's own. */
  async commit(places: readonly string[], message: string): Promise<string[]> {
    const paths = places.map((place) => relative(this.#top, place) || '.');
    await this.#must('These files cannot be added', ['add', '--all', '--', ...paths]);
    const changed = await this.#must('What changed cannot be seen', [
      'diff',
      '--cached',
      '--name-only',
      '--',
      ...paths,
    ]);
    if (changed === '') return [];
    await this.#must('The commit was refused', [
      'commit',
      '--quiet',
      '--message',
      message,
      '--only',
      '--',
      ...paths,
    ]);
    return changed.split('\n');
  }

  /** Whether a file differs from the last commit. */
  async hasChanged(file: string): Promise<boolean> {
    return (
      (await this.#must('What changed cannot be seen', [
        'status',
        '--porcelain',
        '--',
        relative(this.#top, file),
      ])) !== ''
    );
  }

  async head(): Promise<string> {
    return this.#must('There is no commit yet', ['rev-parse', 'HEAD']);
  }

  /** Name of the remote with this address. Errors: there is none. */
  async remoteOf(url: string): Promise<string> {
    const lines = (await this.#must('The remotes cannot be listed', ['remote', '--verbose'])).split('\n');
    const found = lines
      .map((line) => line.split(/\s+/))
      .find(([, address = '']) => sameRepository(address, url));
    if (found?.[0]) return found[0];
    throw new CliError(
      exit.failed,
      `This checkout (${this.#top}) has no remote for the content repository of the platform, ${url}.`,
      `Publish from a clone of it, or tell Git that this is one: git remote add content ${url}`,
    );
  }

  /** Pushes what is checked out to the branch. Errors: another branch is checked out, or somebody was quicker. */
  async push(remote: string, branch: string): Promise<void> {
    const { stdout } = await this.#git(['symbolic-ref', '--short', 'HEAD']);
    const here = stdout.trim();
    if (here !== branch)
      throw new CliError(
        exit.failed,
        here === '' ? 'This checkout is on no branch.' : `This checkout is on the branch ${here}.`,
        `The platform publishes ${branch}: merge it there (a pull request does), or switch to ${branch}.`,
      );
    const { code, stderr } = await this.#git(['push', '--quiet', remote, `HEAD:refs/heads/${branch}`]);
    if (code === 0) return;
    if (/fetch first|non-fast-forward/.test(stderr))
      throw new CliError(
        exit.failed,
        `Somebody else pushed to ${branch} in the meantime. Your commit is kept, here.`,
        `git pull --rebase ${remote} ${branch}, and publish again.`,
      );
    throw gitError(`The push to ${remote} was refused; your commit is kept, here`, stderr);
  }

  async #must(what: string, args: readonly string[]): Promise<string> {
    const { code, stdout, stderr } = await this.#git(args);
    if (code !== 0) throw gitError(what, stderr || stdout);
    return stdout.trim();
  }

  #git(args: readonly string[]): Promise<RunResult> {
    return run(['git', '-C', this.#top, ...args], { timeoutMs: withinMs, env: { LC_ALL: 'C' } });
  }
}

function gitError(what: string, said: string): CliError {
  return new CliError(exit.failed, `${what}. Git says:\n${said.trim().replaceAll(/^/gm, '  ')}`);
}

/** The same repository may be written as `git@host:team/labs`, `ssh://git@host/team/labs.git` or `https://host/team/labs`. */
function sameRepository(one: string, other: string): boolean {
  return plain(one) === plain(other);
}

function plain(address: string): string {
  const short = /^[^@/]+@([^:/]+):(.*)$/.exec(address);
  const [host, path] = short
    ? [short[1], short[2]]
    : URL.canParse(address)
      ? [new URL(address).hostname, new URL(address).pathname]
      : ['', address];
  return `${host}/${path
    ?.replace(/^\/+/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')}`;
}
