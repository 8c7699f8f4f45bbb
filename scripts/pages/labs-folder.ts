import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Checkout } from '@springboard/content/checkout.ts';

/** As an installation has it. */
class LabsOfTheTeam extends Checkout {
  override readonly place = { kind: 'folder', folder: '/srv/labs' } as const;
}

/**
 * The labs in a repository of their own with one commit by the demo team's author: who made the pictures, where, and from which commit is nothing that
 * they should show.
 */
export async function labsOfTheTeam(labs: string, committed: Date) {
  const folder = await mkdtemp(join(tmpdir(), 'springboard-labs-'));
  await cp(labs, folder, { recursive: true });
  const [name, email, date] = ['Arno', 'arno@example.org', committed.toISOString()];
  const env = {
    ...process.env,
    ...{ GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email, GIT_AUTHOR_DATE: date },
    ...{ GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email, GIT_COMMITTER_DATE: date },
  };
  const git = (...words: string[]) => promisify(execFile)('git', ['-C', folder, ...words], { env });
  await git('init', '--quiet', '--initial-branch=main');
  await git('add', '--all');
  await git('commit', '--quiet', '--no-verify', '--message', 'The text counts the tasks again');
  return { content: new LabsOfTheTeam(folder), remove: () => rm(folder, { recursive: true, force: true }) };
}
