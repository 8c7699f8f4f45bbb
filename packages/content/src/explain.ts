import { ContentError, type ContentTrouble } from './errors.ts';
import { GitError } from './git.ts';

const known: readonly { readonly says: RegExp; readonly trouble: ContentTrouble; readonly remedy: string }[] =
  [
    {
      says: /host key verification failed|remote host identification has changed/i,
      trouble: 'not-trusted',
      remedy:
        'Put the host’s key into the file that SPRINGBOARD_CONTENT_KNOWN_HOSTS names (`ssh-keyscan`, compared with what the host publishes).',
    },
    {
      says: /certificate|SSL|TLS/i,
      trouble: 'not-trusted',
      remedy: 'Install the authority of its certificate on this machine, or name it in GIT_SSL_CAINFO.',
    },
    {
      says: /authentication failed|could not read (username|password)|permission denied|returned error: 40[13]|access denied/i,
      trouble: 'not-allowed',
      remedy:
        'Check the token (SPRINGBOARD_CONTENT_TOKEN_FILE) or the key (SPRINGBOARD_CONTENT_SSH_KEY): has it run out, and may it read and write there?',
    },
    {
      says: /couldn't find remote ref|remote branch .* not found/i,
      trouble: 'no-branch',
      remedy: 'Make the branch there, or name another in SPRINGBOARD_CONTENT_BRANCH.',
    },
    {
      says: /repository .*not found|does not appear to be a git repository|returned error: 404|no such file or directory/i,
      trouble: 'no-repository',
      remedy: 'Check SPRINGBOARD_CONTENT_URL, and that the token or key may see that repository.',
    },
    {
      says: /could not resolve|connection (refused|timed out|reset|closed)|network is unreachable|no route to host|could not connect|failed to connect|operation too slow/i,
      trouble: 'unreachable',
      remedy: 'Check the network and SPRINGBOARD_CONTENT_URL. It is tried again by itself.',
    },
  ];

/** What a failed command of Git means to a person. What is no failure of Git is handed back as it is. */
export function explain(error: unknown, what: string): unknown {
  if (!(error instanceof GitError)) return error;
  if (error.timedOut)
    return new ContentError(
      'unreachable',
      `${what}: no answer in time.`,
      'Check the network and SPRINGBOARD_CONTENT_URL. It is tried again by itself.',
      { cause: error },
    );
  const { trouble, remedy } = known.find(({ says }) => says.test(error.said)) ?? {
    trouble: 'failed',
    remedy: 'The log of the process has all that Git said.',
  };
  return new ContentError(trouble, `${what}: ${lastWords(error.said)}`, remedy, { cause: error });
}

/** The line of Git that says most: what is fatal, else the last. */
function lastWords(said: string): string {
  const lines = said
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const told = lines.find((line) => /^(fatal|error): /.test(line)) ?? lines.at(-1) ?? 'Git gave no reason';
  return told.replace(/^(fatal|error): /, '').slice(0, 300);
}
