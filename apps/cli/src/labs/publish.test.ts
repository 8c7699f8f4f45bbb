import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from '@springboard/config/paths.ts';
import type { ContentView } from '@springboard/contracts/content.ts';
import { loadTopologies } from '@springboard/environments/load-topology.ts';
import type { Output } from '@springboard/host/output.ts';
import { writeLab } from '@springboard/lab-format/testing/lab-folder.ts';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { publishCommand } from './publish.ts';

const slug = 'demo/lab';
const topologies = await loadTopologies(repositoryRoot);

let base: string;
let clone: string;
let shared: string;
let said: string[];
let asked: string[];

async function git(folder: string, ...words: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', ['-C', folder, ...words]);
  return stdout.trim();
}

const output: Output = {
  live: false,
  line: (text = '') => void said.push(text),
  paint: (_, text) => text,
  progress: () => {},
  clear: () => {},
};

/** A platform whose content is the shared repository, and which says of each lab what `labs` says. */
function aPlatform(labs: ContentView['labs'], more: Partial<ContentView> = {}) {
  const view: ContentView = {
    place: { kind: 'repository', url: shared, branch: 'main', folder: 'labs' },
    commit: null,
    syncing: false,
    requested: 7,
    done: 6,
    syncedAt: null,
    goodAt: null,
    nextAt: null,
    webhook: false,
    failure: null,
    problems: [],
    labs,
    ...more,
  };
  return {
    get: async (path: string) => {
      asked.push(`GET ${path}`);
      return view as never;
    },
    post: async (path: string) => {
      asked.push(`POST ${path}`);
      return { request: 7 } as never;
    },
    async *events() {
      yield JSON.stringify({ ...view, syncing: true });
      yield JSON.stringify({ ...view, done: 7 });
    },
  };
}

const lab = (state: ContentView['labs'][number]['state'], problems: ContentView['problems'] = []) => ({
  slug,
  title: 'First steps',
  state,
  commit: 'a'.repeat(40),
  publishedAt: null,
  withdrawnAt: null,
  problems,
});
const publish = (platform: ReturnType<typeof aPlatform>, names = [slug], more = {}) =>
  publishCommand(
    names,
    { labs: join(clone, 'labs'), message: undefined, syncOnly: false, ...more },
    topologies,
    output,
    platform,
  );

beforeEach(async () => {
  [said, asked] = [[], []];
  base = await mkdtemp(join(tmpdir(), 'springboard-publish-'));
  shared = join(base, 'shared.git');
  clone = join(base, 'clone');
  await git(base, 'init', '--quiet', '--bare', '--initial-branch=main', shared);
  await git(base, 'init', '--quiet', '--initial-branch=main', clone);
  await git(clone, 'config', 'user.name', 'Grace Hopper');
  await git(clone, 'config', 'user.email', 'grace@example.org');
  await git(clone, 'remote', 'add', 'upstream', `file://${shared}`);
  await using folder = await writeLab();
  await cp(folder.root, join(clone, 'labs'), { recursive: true });
  await git(clone, 'add', '--all');
  await git(clone, 'commit', '--quiet', '--message', 'Begin');
  await git(clone, 'push', '--quiet', 'upstream', 'main');
});
afterEach(() => rm(base, { recursive: true, force: true }));

it('commits the lab in the name of whoever publishes it, pushes, has the platform sync, and tells how each lab stands', async () => {
  await writeFile(join(clone, 'labs', slug, 'intro.md'), 'A new beginning.\n');
  await writeFile(join(clone, 'notes.txt'), 'not to be published\n');
  await git(clone, 'add', 'notes.txt');
  expect(await publish(aPlatform([lab('published')]))).toBe(0);
  expect(await git(shared, 'log', '-1', '--format=%an: %s', 'main')).toBe(`Grace Hopper: Publish ${slug}`);
  expect(await git(shared, 'show', '--name-only', '--format=', 'main')).toBe(`labs/${slug}/intro.md`);
  expect(await git(clone, 'status', '--porcelain')).toBe('A  notes.txt');
  expect(asked).toEqual(['GET /content', 'POST /content/sync']);
  expect(said.join('\n')).toContain(`${slug}  published  aaaaaaaa`);
});

it('takes a new skill along that the lab stands on, and says so', async () => {
  const skills = join(clone, 'labs', 'skills.yaml');
  await writeFile(skills, (await readFile(skills, 'utf8')).concat('\n# one more\n'));
  await writeFile(join(clone, 'labs', slug, 'intro.md'), 'A new beginning.\n');
  expect(await publish(aPlatform([lab('published')]))).toBe(0);
  expect(await git(shared, 'show', '--name-only', '--format=', 'main')).toBe(
    `labs/${slug}/intro.md\nlabs/skills.yaml`,
  );
  expect(said.join('\n')).toContain('Committed 2 files, skills.yaml among them;');
});

it('publishes no change of the skills that another lab does not go with', async () => {
  await cp(join(clone, 'labs', slug), join(clone, 'labs/demo/other'), { recursive: true });
  await git(clone, 'add', '--all');
  await git(clone, 'commit', '--quiet', '--message', 'Another');
  const skills = join(clone, 'labs', 'skills.yaml');
  await writeFile(skills, (await readFile(skills, 'utf8')).replace(/^ {4}([\w-]+):/m, '    renamed-$1:'));
  const yaml = join(clone, 'labs', slug, 'lab.yaml');
  await writeFile(yaml, (await readFile(yaml, 'utf8')).replace(/skills: \[([\w-]+)/, 'skills: [renamed-$1'));
  expect(await publish(aPlatform([lab('published')]))).toBe(1);
  expect(said.join('\n')).toMatch(/demo\/other\/lab\.yaml.*skills\.yaml/);
  expect(asked).toEqual(['GET /content']);
});

it('publishes nothing that has an error', async () => {
  await writeFile(join(clone, 'labs', slug, 'lab.yaml'), 'title: [\n');
  expect(await publish(aPlatform([]))).toBe(1);
  expect(asked).toEqual([]);
  expect(await git(shared, 'log', '--format=%s', 'main')).toBe('Begin');
});

it('ends with 1 when the platform did not take the lab, and says why', async () => {
  const problem = { file: `${slug}/lab.yaml`, line: 3, column: 1, message: 'it cannot be graded' };
  expect(await publish(aPlatform([lab('kept', [problem])]))).toBe(1);
  expect(said.join('\n')).toContain(`${slug}/lab.yaml:3:1: error: it cannot be graded`);
  said = [];
  const failure = { detail: 'Nobody answers.', remedy: 'Check the network.' };
  expect(await publish(aPlatform([], { failure }))).toBe(1);
  expect(said.join('\n')).toContain('Nobody answers.');
});

it('keeps the commit when somebody else was quicker, and says what to do', async () => {
  const other = join(base, 'other');
  await git(base, 'clone', '--quiet', shared, other);
  await git(
    other,
    '-c',
    'user.name=x',
    '-c',
    'user.email=x@y',
    'commit',
    '--quiet',
    '--allow-empty',
    '-m',
    'Theirs',
  );
  await git(other, 'push', '--quiet', 'origin', 'main');
  await writeFile(join(clone, 'labs', slug, 'intro.md'), 'Mine.\n');
  await expect(publish(aPlatform([lab('published')]))).rejects.toMatchObject({
    message: expect.stringContaining('Your commit is kept'),
    remedy: expect.stringContaining('git pull --rebase upstream main'),
  });
  expect(await git(shared, 'log', '-1', '--format=%s', 'main')).toBe('Theirs');
});

it('does not push another branch, nor to another repository', async () => {
  await git(clone, 'switch', '--quiet', '--create', 'draft');
  await expect(publish(aPlatform([]))).rejects.toMatchObject({
    message: expect.stringContaining('branch draft'),
  });
  const place = {
    kind: 'repository',
    url: 'https://git.example.org/labs',
    branch: 'main',
    folder: 'labs',
  } as const;
  await expect(publish(aPlatform([], { place }))).rejects.toMatchObject({
    message: expect.stringContaining('no remote'),
  });
});

it('only has the platform look, where nothing is to be pushed', async () => {
  expect(await publish(aPlatform([lab('published')]), [], { syncOnly: true })).toBe(0);
  expect(asked).toEqual(['POST /content/sync']);
});
