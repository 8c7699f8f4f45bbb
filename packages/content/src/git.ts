import { ExecaError, execa } from 'execa';
import { ContentError } from './errors.ts';

/** Longest time for a command that only touches the disk, and for one that goes over the network, in milliseconds. */
const withinMs = { local: 30_000, network: 120_000 };
/** Most output of one command, in characters; a lab's file has 256 KiB at most. */
const maxOutput = 16 * 2 ** 20;

export interface GitOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly network?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** A command of Git that failed, with its own words. */
export class GitError extends Error {
  override readonly name = 'GitError';
  readonly said: string;
  readonly timedOut: boolean;

  constructor(command: string, said: string, timedOut: boolean) {
    super(timedOut ? `git ${command} took too long` : `git ${command}: ${said}`);
    this.said = said;
    this.timedOut = timedOut;
  }
}

/** Runs `git` in one repository. Nothing of a person's own settings is used, nothing is asked for, no hook runs. */
export class Git {
  readonly #folder: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #secrets: readonly string[];

  /** `secrets` are struck out of whatever Git says. */
  constructor(folder: string, env: Readonly<Record<string, string>> = {}, secrets: readonly string[] = []) {
    this.#folder = folder;
    this.#env = env;
    this.#secrets = secrets;
  }

  /** Output without the newline at its end. Throws `GitError`, and `ContentError` where there is no Git. */
  async text(args: readonly string[], options: GitOptions = {}): Promise<string> {
    return new TextDecoder().decode(await this.bytes(args, options)).replace(/\n$/, '');
  }

  /** As `text`, of a command that separates by zero bytes. */
  async list(args: readonly string[], options: GitOptions = {}): Promise<string[]> {
    const output = await this.text(args, options);
    return output.split('\0').filter((part) => part !== '');
  }

  /** Output as it is. */
  async bytes(args: readonly string[], options: GitOptions = {}): Promise<Uint8Array> {
    try {
      const { stdout } = await execa('git', ['-C', this.#folder, ...settings, ...args], {
        env: { ...quiet, ...this.#env, ...options.env },
        ...(options.input === undefined ? { stdin: 'ignore' as const } : { input: options.input }),
        ...(options.signal && { cancelSignal: options.signal }),
        encoding: 'buffer',
        maxBuffer: maxOutput,
        stripFinalNewline: false,
        timeout: options.network ? withinMs.network : withinMs.local,
      });
      return stdout;
    } catch (error) {
      throw this.#failure(args[0] ?? '', error, options.signal);
    }
  }

  #failure(command: string, error: unknown, signal: AbortSignal | undefined): unknown {
    signal?.throwIfAborted();
    if (!(error instanceof ExecaError)) return error;
    if (error.code === 'ENOENT')
      return new ContentError(
        'git-missing',
        'The program git is not on this machine.',
        'Install it (`apt install git`).',
      );
    const stderr: unknown = error.stderr;
    const said = stderr instanceof Uint8Array ? new TextDecoder().decode(stderr) : '';
    return new GitError(command, this.#withoutSecrets(said.trim() || error.shortMessage), error.timedOut);
  }

  #withoutSecrets(text: string): string {
    const struck = this.#secrets
      .filter((secret) => secret !== '')
      .reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
    return struck.replaceAll(/(\w+:\/\/)[^/\s@]+@/g, '$1***@');
  }
}

const settings = [
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.quotePath=false',
  '-c',
  'gc.autoDetach=false',
  '-c',
  'protocol.allow=never',
  ...['https', 'http', 'ssh', 'file'].flatMap((name) => ['-c', `protocol.${name}.allow=always`]),
  // The platform often runs as root beside a checkout of somebody else's, which it runs from.
  '-c',
  'safe.directory=*',
];

const quiet = {
  LC_ALL: 'C',
  GIT_TERMINAL_PROMPT: '0',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_LITERAL_PATHSPECS: '1',
  GIT_OPTIONAL_LOCKS: '0',
};
