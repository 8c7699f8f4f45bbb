import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Mirror } from '@springboard/content/mirror.ts';

const labs = resolve(import.meta.dirname, '../../../../labs');
const lab = 'linux/first-steps';

/** A repository as authors have it elsewhere, with the clone of one of them and the mirror that the platform reads it by. */
export interface ContentRemote extends AsyncDisposable {
  readonly shared: string;
  readonly clone: string;
  readonly content: Mirror;
  /** In the clone, as Grace Hopper. */
  git(...words: string[]): Promise<string>;
  /** All that lies in the clone, as one commit; answers its id. */
  push(message: string): Promise<string>;
}

/** In its clone lie the skills and, under each slug, the first lab of this repository; nothing is pushed yet. */
export async function aContentRemote(...slugs: readonly string[]): Promise<ContentRemote> {
  const base = await mkdtemp(join(tmpdir(), 'springboard-content-'));
  const shared = join(base, 'shared.git');
  const clone = join(base, 'clone');
  const run = promisify(execFile);
  await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', shared]);
  await run('git', ['init', '--quiet', '--initial-branch=main', clone]);
  const git = async (...words: string[]) => {
    const person = ['-c', 'user.name=Grace Hopper', '-c', 'user.email=grace@example.org'];
    return (await run('git', ['-C', clone, ...person, ...words])).stdout.trim();
  };
  await git('remote', 'add', 'origin', shared);
  await mkdir(join(clone, 'labs'));
  await cp(join(labs, 'skills.yaml'), join(clone, 'labs/skills.yaml'));
  for (const slug of slugs) await cp(join(labs, lab), join(clone, 'labs', slug), { recursive: true });
  return {
    shared,
    clone,
    content: new Mirror({
      url: shared,
      branch: 'main',
      root: 'labs',
      folder: join(base, 'state'),
      credentials: { user: 'git', token: undefined, sshKey: undefined, knownHosts: undefined },
    }),
    git,
    async push(message) {
      await git('add', '--all');
      await git('commit', '--quiet', '--message', message);
      await git('push', '--quiet', 'origin', 'main');
      return git('rev-parse', 'HEAD');
    },
    [Symbol.asyncDispose]: () => rm(base, { recursive: true, force: true }),
  };
}
