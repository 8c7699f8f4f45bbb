import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Checkout } from './checkout.ts';
import { ContentConflict } from './errors.ts';
import { Mirror } from './mirror.ts';
import type { ContentRepository } from './repository.ts';

const files = {
  'README.md': 'not ours\n',
  'labs/skills.yaml': '{}\n',
  'labs/ceph/first/lab.yaml': 'title: First\n',
  'labs/ceph/first/intro.md': 'Hello.\n',
};
const ada = { name: 'Ada Lovelace', email: 'ada@example.org' };

let base: string;
/** Somebody's clone, whose `origin` is the shared repository. */
let clone: string;
let shared: string;

async function git(folder: string, ...words: string[]): Promise<string> {
  const person = ['-c', 'user.name=Grace Hopper', '-c', 'user.email=grace@example.org'];
  const { stdout } = await promisify(execFile)('git', ['-C', folder, ...person, ...words]);
  return stdout.trim();
}

async function commit(changes: Record<string, string | null>, message = 'Change'): Promise<string> {
  for (const [path, text] of Object.entries(changes)) {
    await mkdir(join(clone, path, '..'), { recursive: true });
    if (text === null) await rm(join(clone, path));
    else await writeFile(join(clone, path), text);
  }
  await git(clone, 'add', '--all');
  await git(clone, 'commit', '--quiet', '--message', message);
  return git(clone, 'rev-parse', 'HEAD');
}

const push = () => git(clone, 'push', '--quiet', 'origin', 'main');
const none = { user: 'git', token: undefined, sshKey: undefined, knownHosts: undefined };
const mirror = (more: { url?: string; branch?: string; root?: string; folder?: string } = {}) =>
  new Mirror({
    url: shared,
    branch: 'main',
    root: 'labs',
    folder: join(base, 'state'),
    credentials: none,
    ...more,
  });
const change = (baseCommit: string, changes: Record<string, string | null>) => ({
  baseCommit,
  author: ada,
  message: 'Say it better\n\nFrom the editor.',
  changes: new Map(Object.entries(changes)),
});

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'springboard-git-'));
  shared = join(base, 'shared.git');
  clone = join(base, 'clone');
  await git(base, 'init', '--quiet', '--bare', '--initial-branch=main', shared);
  await git(base, 'init', '--quiet', '--initial-branch=main', clone);
  await git(clone, 'remote', 'add', 'origin', shared);
  await commit(files, 'Begin');
  await push();
});
afterEach(() => rm(base, { recursive: true, force: true }));

it.each([
  ['a mirror', () => mirror()],
  ['a checkout', () => new Checkout(join(clone, 'labs'))],
])('%s knows the last change of a lab', async (_, open) => {
  const changed = await commit({ 'labs/ceph/first/intro.md': 'Hello again.\n' }, 'Say it again');
  const newest = await commit({ 'labs/ceph/second/lab.yaml': 'title: Second\n' });
  await push();
  const content: ContentRepository = open();
  expect((await content.newest()).commit).toBe(newest);
  expect(await content.lastChange(newest, 'ceph/first')).toMatchObject({
    commit: changed,
    author: 'Grace Hopper',
  });
  expect(await content.lastChange(changed, 'ceph/second')).toBeNull();
});

describe('a mirror', () => {
  it('follows the branch, and reads a commit whatever came after it', async () => {
    const content = mirror();
    const first = await content.newest();
    expect(first).toMatchObject({ author: 'Grace Hopper', subject: 'Begin' });
    await commit({ 'labs/ceph/first/intro.md': 'Hello again.\n', 'labs/ceph/first/check.sh': 'exit 0\n' });
    await push();
    {
      await using now = await content.snapshot({ unless: first.commit });
      expect(await readFile(join(now?.folder ?? '', 'ceph/first/intro.md'), 'utf8')).toBe('Hello again.\n');
      expect((await readdir(now?.folder ?? '')).sort()).toEqual(['ceph', 'skills.yaml']);
    }
    expect(await readdir(join(base, 'state/work'))).toEqual([]);
    expect(await content.snapshot({ unless: (await content.newest()).commit })).toBeNull();
    const then = await content.readFiles(first.commit, 'ceph/first');
    expect([...then.keys()].sort()).toEqual(['ceph/first/intro.md', 'ceph/first/lab.yaml']);
    expect(String(Buffer.from(then.get('ceph/first/intro.md') ?? ''))).toBe('Hello.\n');
    expect((await content.readFiles(first.commit, '')).has('skills.yaml')).toBe(true);
  });

  it('follows a branch that was written anew', async () => {
    const content = mirror();
    await content.newest();
    await git(clone, 'commit', '--quiet', '--amend', '--message', 'Begin anew');
    await git(clone, 'push', '--quiet', '--force', 'origin', 'main');
    expect((await content.newest()).subject).toBe('Begin anew');
  });

  it('says in words what keeps it from reading', async () => {
    const elsewhere = (more: Parameters<typeof mirror>[0]) =>
      mirror({ ...more, folder: join(base, 'other') }).newest();
    await expect(elsewhere({ url: join(base, 'nowhere') })).rejects.toMatchObject({
      trouble: 'no-repository',
    });
    await expect(elsewhere({ branch: 'missing' })).rejects.toMatchObject({ trouble: 'no-branch' });
    await expect(elsewhere({ url: 'http://127.0.0.1:1/x.git' })).rejects.toMatchObject({
      trouble: 'unreachable',
    });
    await expect(mirror({ root: 'content' }).snapshot()).rejects.toMatchObject({ trouble: 'no-repository' });
    await expect(mirror().readFiles('0'.repeat(40), 'ceph/first')).rejects.toMatchObject({
      trouble: 'no-commit',
    });
    expect(await readdir(join(base, 'state/work'))).toEqual([]);
  });

  it('keeps a link a link, and gives none out as a file', async () => {
    await symlink('/etc/passwd', join(clone, 'labs/ceph/first/secret.md'));
    await commit({});
    await push();
    const content = mirror();
    const { commit: id } = await content.newest();
    expect((await content.readFiles(id, 'ceph/first')).has('ceph/first/secret.md')).toBe(false);
    await expect(content.publishFiles(change(id, { 'ceph/first/secret.md': 'mine' }))).rejects.toBeInstanceOf(
      ContentConflict,
    );
  });

  it('tries again when somebody pushes in the same moment', async () => {
    const content = mirror();
    const { commit: id } = await content.newest();
    // The first push finds the branch moved by this hook of the shared repository.
    await commit({ 'README.md': 'moved\n' });
    await git(clone, 'push', '--quiet', 'origin', 'main:refs/heads/next');
    const hook = `#!/bin/sh\nrm "$0"\nunset GIT_QUARANTINE_PATH\ngit update-ref refs/heads/main refs/heads/next\n`;
    await writeFile(join(shared, 'hooks/pre-receive'), hook, { mode: 0o755 });
    const published = await content.publishFiles(change(id, { 'ceph/first/intro.md': 'New.\n' }));
    expect(published.changed).toBe(true);
    expect(await git(shared, 'show', 'main:README.md')).toBe('moved');
    expect(await git(shared, 'show', 'main:labs/ceph/first/intro.md')).toBe('New.');
  });

  it('tells what a repository says that does not take the commit', async () => {
    const content = mirror();
    const { commit: id } = await content.newest();
    const hook = '#!/bin/sh\necho "main is protected here" >&2\nexit 1\n';
    await writeFile(join(shared, 'hooks/pre-receive'), hook, { mode: 0o755 });
    await expect(content.publishFiles(change(id, { 'ceph/first/intro.md': 'New.\n' }))).rejects.toMatchObject(
      {
        trouble: 'refused',
        message: expect.stringContaining('main is protected here'),
      },
    );
  });
});

const kinds: readonly [
  string,
  () => ContentRepository,
  () => Promise<string>,
  (path: string) => Promise<string>,
][] = [
  ['a mirror', () => mirror(), push, (path) => git(shared, 'show', `main:${path}`)],
  [
    'a checkout',
    () => new Checkout(join(clone, 'labs')),
    async () => '',
    async (path) => (await readFile(join(clone, path), 'utf8')).trim(),
  ],
];

describe.each(kinds)('publishing files to %s', (_, open, arrive, read) => {
  it('makes one commit in the name of the person, and leaves the rest alone', async () => {
    const content = open();
    const { commit: id } = await content.newest();
    await commit({ 'labs/ceph/first/lab.yaml': 'title: Somebody else’s\n' });
    await arrive();
    const published = await content.publishFiles(
      change(id, { 'ceph/first/intro.md': null, 'ceph/second/lab.yaml': 'title: Second\n' }),
    );
    expect(published).toMatchObject({ branch: 'main', changed: true });
    expect(await content.newest()).toMatchObject({
      commit: published.commit,
      author: 'Ada Lovelace',
      subject: 'Say it better',
    });
    const now = await content.readFiles(published.commit, 'ceph');
    expect([...now.keys()].sort()).toEqual(['ceph/first/lab.yaml', 'ceph/second/lab.yaml']);
    expect(await read('labs/ceph/first/lab.yaml')).toBe('title: Somebody else’s');
    expect(await read('labs/ceph/second/lab.yaml')).toBe('title: Second');
    await expect(read('labs/ceph/first/intro.md')).rejects.toThrow();
    if (content instanceof Checkout) expect(await git(clone, 'status', '--porcelain')).toBe('');
  });

  it('writes over nobody’s work', async () => {
    const content = open();
    const { commit: id } = await content.newest();
    const theirs = await commit({
      'labs/ceph/first/intro.md': 'Theirs.\n',
      'labs/ceph/new/a.md': 'Theirs.\n',
    });
    await arrive();
    const mine = {
      'ceph/first/intro.md': 'Mine.\n',
      'ceph/first/lab.yaml': 'title: Mine\n',
      'ceph/new/a.md': 'Mine.\n',
    };
    await expect(content.publishFiles(change(id, mine))).rejects.toMatchObject({
      name: 'ContentConflict',
      paths: ['ceph/first/intro.md', 'ceph/new/a.md'],
      commit: theirs,
    });
    expect((await content.newest()).commit).toBe(theirs);
    expect(await read('labs/ceph/first/intro.md')).toBe('Theirs.');
  });

  it('has nothing to do when it is there already', async () => {
    const content = open();
    const { commit: id } = await content.newest();
    const theirs = await commit({ 'labs/ceph/first/intro.md': 'Same.\n' });
    await arrive();
    expect(await content.publishFiles(change(id, { 'ceph/first/intro.md': 'Same.\n' }))).toEqual({
      commit: theirs,
      branch: 'main',
      changed: false,
    });
  });

  it('writes nowhere else', async () => {
    const content = open();
    const { commit: id } = await content.newest();
    for (const path of [
      '../README.md',
      '/etc/passwd',
      'ceph/.git/config',
      '.gitignore',
      'ceph//a',
      'a\nb',
      '',
      '-x',
    ])
      await expect(content.publishFiles(change(id, { [path]: 'x' }))).rejects.toMatchObject({
        trouble: 'bad-path',
      });
    await expect(content.publishFiles(change('--help', { a: 'x' }))).rejects.toMatchObject({
      trouble: 'no-commit',
    });
    for (const path of ['ceph/first', 'ceph/first/lab.yaml/a'])
      await expect(content.publishFiles(change(id, { [path]: 'x' }))).rejects.toBeInstanceOf(ContentConflict);
    expect((await content.newest()).commit).toBe(id);
  });
});

describe('a folder', () => {
  it('is read as it lies there, with a commit only when one holds all of it', async () => {
    const content = new Checkout(join(clone, 'labs'));
    const { commit: id } = await content.newest();
    await writeFile(join(clone, 'README.md'), 'outside\n');
    expect((await content.snapshot())?.commit?.commit).toBe(id);
    expect(await content.snapshot({ unless: id })).toBeNull();
    await writeFile(join(clone, 'labs/ceph/first/intro.md'), 'draft\n');
    expect(await content.snapshot({ unless: id })).toMatchObject({ commit: null });
  });

  it('keeps what lies in it uncommitted', async () => {
    const content = new Checkout(join(clone, 'labs'));
    const { commit: id } = await content.newest();
    await writeFile(join(clone, 'labs/ceph/first/intro.md'), 'draft\n');
    await writeFile(join(clone, 'labs/ceph/first/new.md'), 'draft\n');
    const mine = { 'ceph/first/intro.md': 'Mine.\n', 'ceph/first/new.md': 'Mine.\n' };
    await expect(content.publishFiles(change(id, mine))).rejects.toMatchObject({
      paths: ['ceph/first/intro.md', 'ceph/first/new.md'],
    });
    expect((await content.newest()).commit).toBe(id);
    await content.publishFiles(change(id, { 'ceph/first/lab.yaml': 'title: Mine\n' }));
    expect(await readFile(join(clone, 'labs/ceph/first/intro.md'), 'utf8')).toBe('draft\n');
    expect(await readFile(join(clone, 'labs/ceph/first/lab.yaml'), 'utf8')).toBe('title: Mine\n');
  });

  it('says what is missing where there is no checkout or no branch', async () => {
    const plain = join(base, 'plain');
    await mkdir(plain);
    const content = new Checkout(plain);
    expect(await content.snapshot()).toMatchObject({ folder: plain, commit: null });
    await expect(content.newest()).rejects.toMatchObject({ trouble: 'no-repository' });
    const { commit: id } = await new Checkout(join(clone, 'labs')).newest();
    await git(clone, 'checkout', '--quiet', '--detach');
    const detached = new Checkout(join(clone, 'labs')).publishFiles(change(id, { 'a.md': 'x' }));
    await expect(detached).rejects.toMatchObject({ trouble: 'no-branch' });
    expect((await stat(join(clone, 'labs'))).isDirectory()).toBe(true);
  });
});
