import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newIdentity, readInstallation, writeInstallation } from './installation.ts';
import { loadLauncherConfig } from './launcher.ts';
import { defaultStateFolder } from './paths.ts';
import { ConfigError } from './problem.ts';
import { loadApiConfig, loadGatewayConfig, loadWorkerConfig } from './processes.ts';

const secret = 'A'.repeat(43);
const needed = {
  SPRINGBOARD_INSTALLATION: '0123abcd',
  SPRINGBOARD_SECRET: secret,
  DATABASE_URL: 'postgresql://springboard@127.0.0.1:5432/springboard',
};

function problemsOf(action: () => unknown) {
  try {
    action();
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('expected a ConfigError');
}

describe('configuration of the processes', () => {
  it('takes the word of proxies that are named, and of no other', () => {
    const proxiesOf = (text?: string) =>
      loadApiConfig({ ...needed, ...(text !== undefined && { SPRINGBOARD_TRUSTED_PROXIES: text }) })
        .trustedProxies;
    expect(proxiesOf()).toEqual([]);
    expect(proxiesOf('127.0.0.1, 10.1.0.0/16,fd00::/8')).toEqual(['127.0.0.1', '10.1.0.0/16', 'fd00::/8']);
    for (const wrong of ['proxy.example.org', '10.0.0.0/33', '127.0.0.1 10.0.0.1']) {
      const problems = problemsOf(() => loadLauncherConfig({ SPRINGBOARD_TRUSTED_PROXIES: wrong })).problems;
      expect(problems).toMatchObject([{ variable: 'SPRINGBOARD_TRUSTED_PROXIES', given: wrong }]);
    }
  });

  it('has a default for everything that is not a secret or a place', () => {
    const config = loadApiConfig({ ...needed, SPRINGBOARD_STATE: '/tmp/x' });
    expect(config).toMatchObject({
      state: '/tmp/x',
      url: 'http://localhost:7800',
      gatewayUrl: 'ws://localhost:7801',
      bind: '127.0.0.1',
      port: 7800,
      engine: { kind: 'local', socket: '/var/lib/incus/unix.socket' },
      engineProblem: null,
      logLevel: 'info',
    });
    expect(loadGatewayConfig(needed).port).toBe(7801);
  });

  it('derives the addresses from the ports and from the public address', () => {
    expect(
      loadWorkerConfig({ ...needed, SPRINGBOARD_PORT: '9000', SPRINGBOARD_GATEWAY_PORT: '9001' }),
    ).toMatchObject({
      url: 'http://localhost:9000',
      gatewayUrl: 'ws://localhost:9001',
    });
    expect(loadWorkerConfig({ ...needed, SPRINGBOARD_URL: 'https://labs.example.org/' })).toMatchObject({
      url: 'https://labs.example.org',
      gatewayUrl: 'wss://labs.example.org:7801',
    });
  });

  it('speaks TLS with a certificate and its key, and is https then', () => {
    const files = { SPRINGBOARD_TLS_CERT: '/etc/ssl/labs.crt', SPRINGBOARD_TLS_KEY: '/etc/ssl/labs.key' };
    expect(loadApiConfig(needed).tls).toBeNull();
    expect(loadApiConfig({ ...needed, ...files })).toMatchObject({
      tls: { certificate: '/etc/ssl/labs.crt', key: '/etc/ssl/labs.key' },
      url: 'https://localhost:7800',
      gatewayUrl: 'wss://localhost:7801',
    });
    const variablesOf = (more: NodeJS.ProcessEnv) =>
      problemsOf(() => loadGatewayConfig({ ...needed, ...more })).problems.map(({ variable }) => variable);
    expect(variablesOf({ SPRINGBOARD_TLS_KEY: '/x' })).toEqual(['SPRINGBOARD_TLS_CERT']);
    expect(variablesOf({ ...files, SPRINGBOARD_URL: 'http://labs.example.org' })).toEqual([
      'SPRINGBOARD_URL',
    ]);
  });

  it('serves web tabs below the public host, at the gateway, or where it is told', () => {
    const labsUrl = (more: NodeJS.ProcessEnv) => loadWorkerConfig({ ...needed, ...more }).labsUrl;
    expect(labsUrl({})).toBe('http://*.labs.localhost:7801');
    expect(labsUrl({ SPRINGBOARD_URL: 'http://127.0.0.1:7800' })).toBe('http://*.labs.localhost:7801');
    expect(labsUrl({ SPRINGBOARD_URL: 'https://springboard.example.org' })).toBe(
      'https://*.labs.springboard.example.org:7801',
    );
    const behindProxy = {
      SPRINGBOARD_URL: 'https://springboard.example.org',
      SPRINGBOARD_GATEWAY_URL: 'wss://springboard.example.org/gateway',
    };
    expect(labsUrl(behindProxy)).toBe('https://*.labs.springboard.example.org');
    expect(labsUrl({ SPRINGBOARD_URL: 'http://192.0.2.10:7800' })).toBeNull();
    expect(labsUrl({ SPRINGBOARD_LABS_URL: 'https://*.labs.example.net/' })).toBe(
      'https://*.labs.example.net',
    );
    for (const bad of ['https://labs.example.net', 'https://*', 'https://*.x.org/path', 'ftp://*.x.org'])
      expect(problemsOf(() => labsUrl({ SPRINGBOARD_LABS_URL: bad })).problems).toEqual([
        expect.objectContaining({ variable: 'SPRINGBOARD_LABS_URL' }),
      ]);
  });

  it('serves metrics on two loopback ports, on others, or not at all', () => {
    expect(loadWorkerConfig(needed).metricsPorts).toEqual({ worker: 7803, api: 7804 });
    expect(
      loadApiConfig({ ...needed, SPRINGBOARD_METRICS_PORT: '9100', SPRINGBOARD_API_METRICS_PORT: 'off' })
        .metricsPorts,
    ).toEqual({ worker: 9100, api: null });
    expect(problemsOf(() => loadWorkerConfig({ ...needed, SPRINGBOARD_METRICS_PORT: '0' })).problems).toEqual(
      [expect.objectContaining({ variable: 'SPRINGBOARD_METRICS_PORT' })],
    );
  });

  it('takes SSH clients at the host of the public address, on a port of its own or not at all', () => {
    expect(loadGatewayConfig({ ...needed, SPRINGBOARD_STATE: '/tmp/x' }).ssh).toEqual({
      host: 'localhost',
      port: 2222,
      hostKeyFile: '/tmp/x/ssh_host_ed25519_key',
    });
    const given = { SPRINGBOARD_URL: 'https://labs.example.org', SPRINGBOARD_SSH_PORT: '22' };
    expect(loadApiConfig({ ...needed, ...given }).ssh).toMatchObject({ host: 'labs.example.org', port: 22 });
    expect(loadApiConfig({ ...needed, SPRINGBOARD_SSH_PORT: 'off' }).ssh).toBeNull();
  });

  it('leaves the number of threads of screens to the gateway, or takes one from 1 to 64', () => {
    expect(loadGatewayConfig(needed).limits.screenThreads).toBeUndefined();
    const of = (threads: string) => loadGatewayConfig({ ...needed, SPRINGBOARD_SCREEN_THREADS: threads });
    expect(of('8').limits.screenThreads).toBe(8);
    for (const bad of ['0', '65', 'many'])
      expect(problemsOf(() => of(bad)).problems).toEqual([
        expect.objectContaining({ variable: 'SPRINGBOARD_SCREEN_THREADS' }),
      ]);
  });

  it('names every bad variable, and never shows a secret', () => {
    const error = problemsOf(() =>
      loadApiConfig({
        SPRINGBOARD_PORT: '70000',
        SPRINGBOARD_SECRET: 'tooshort',
        LOG_LEVEL: 'loud',
        DATABASE_URL: 'mysql://u:pw@h',
      }),
    );
    expect(error.problems.map(({ variable }) => variable).sort()).toEqual([
      'DATABASE_URL',
      'LOG_LEVEL',
      'SPRINGBOARD_INSTALLATION',
      'SPRINGBOARD_PORT',
      'SPRINGBOARD_SECRET',
    ]);
    expect(error.message).toContain('SPRINGBOARD_INSTALLATION: is not set');
    expect(error.message).toContain('"70000"');
    expect(error.message).not.toContain('tooshort');
    expect(error.message).not.toContain('pw@h');
  });

  it('wants a client certificate for a remote engine', () => {
    const error = problemsOf(() =>
      loadWorkerConfig({ ...needed, INCUS_URL: 'https://incus.example.org:8443' }),
    );
    expect(error.problems.map(({ variable }) => variable)).toEqual(['INCUS_CLIENT_CERT', 'INCUS_CLIENT_KEY']);
    const config = loadWorkerConfig({
      ...needed,
      INCUS_URL: 'https://incus.example.org:8443',
      INCUS_CLIENT_CERT: '/etc/springboard/client.crt',
      INCUS_CLIENT_KEY: '/etc/springboard/client.key',
    });
    expect(config.engine).toMatchObject({ kind: 'remote', serverCertificate: null });
  });

  it('takes the reason why there is no engine from the launcher', () => {
    const problem = { reason: 'no root', remedy: 'INCUS_URL' };
    const config = loadWorkerConfig({ ...needed, SPRINGBOARD_ENGINE_PROBLEM: JSON.stringify(problem) });
    expect(config.engineProblem).toEqual(problem);
    expect(
      problemsOf(() => loadWorkerConfig({ ...needed, SPRINGBOARD_ENGINE_PROBLEM: '{' })).problems,
    ).toHaveLength(1);
  });
});

describe('where content comes from', () => {
  const contentWith = (url: string, more: NodeJS.ProcessEnv = {}) =>
    loadWorkerConfig({ ...needed, SPRINGBOARD_CONTENT_URL: url, ...more }).content;

  it('is the folder of the labs unless a repository is named', () => {
    expect(loadWorkerConfig(needed).content).toMatchObject({ url: undefined, intervalMs: 60_000 });
    const more = { SPRINGBOARD_CONTENT_FOLDER: '.', SPRINGBOARD_CONTENT_INTERVAL: 'never' };
    expect(contentWith('/srv/labs.git', more)).toMatchObject({
      branch: 'main',
      folder: '',
      intervalMs: null,
    });
  });

  it('is an address into which nobody can slip something, and which holds no secret', () => {
    for (const good of [
      'https://git.example.org/team/labs.git',
      'git@git.example.org:team/labs.git',
      'ssh://git@git.example.org:2222/team/labs.git',
      'file:///srv/git/labs.git',
      'http://localhost:3000/team/labs.git',
    ])
      expect(contentWith(good).url).toBe(good);
    for (const bad of [
      'http://git.example.org/labs.git',
      'git://git.example.org/labs.git',
      'https://hunter2@git.example.org/labs.git',
      'https://me:hunter2@git.example.org/labs.git',
      'ext::sh -c whoami',
      '--upload-pack=touch /tmp/x',
      'labs',
    ]) {
      const error = problemsOf(() => contentWith(bad));
      expect(error.problems.map(({ variable }) => variable)).toEqual(['SPRINGBOARD_CONTENT_URL']);
      expect(error.message).not.toContain('hunter2');
    }
  });

  it('is a branch and a folder by their names', () => {
    const named = (branch: string) =>
      contentWith('/srv/labs.git', { SPRINGBOARD_CONTENT_BRANCH: branch }).branch;
    for (const good of ['main', 'release/2026.1']) expect(named(good)).toBe(good);
    for (const bad of ['-x', 'a..b', 'a b', 'a.lock', '/a', 'a/', 'a:b', '@{u}'])
      expect(() => named(bad)).toThrow(ConfigError);
    for (const bad of ['../labs', '/labs', '.git', 'a//b'])
      expect(() => contentWith('/srv/labs.git', { SPRINGBOARD_CONTENT_FOLDER: bad })).toThrow(ConfigError);
  });
});

describe('configuration of the launcher', () => {
  it('needs nothing, and treats empty variables as unset', () => {
    const config = loadLauncherConfig({ SPRINGBOARD_PORT: '', DATABASE_URL: '' });
    expect(config.port).toBeUndefined();
    expect(config.databaseUrl).toBeUndefined();
  });

  it('keeps its state where the person may write', () => {
    expect(defaultStateFolder({}, 0)).toBe('/var/lib/springboard');
    expect(defaultStateFolder({ HOME: '/home/ada' }, 1000)).toBe('/home/ada/.local/state/springboard');
    expect(defaultStateFolder({ HOME: '/home/ada', XDG_STATE_HOME: '/s' }, 1000)).toBe('/s/springboard');
  });
});

describe('installation file', () => {
  let state: string;
  beforeEach(() => {
    state = mkdtempSync(join(tmpdir(), 'springboard-config-'));
  });
  afterEach(() => rmSync(state, { recursive: true }));

  it('is read back as written, private to its owner', () => {
    expect(readInstallation(state)).toBeUndefined();
    const made = { ...newIdentity(), port: 7800, gatewayPort: 7801, databasePort: 7802 };
    writeInstallation(state, made);
    expect(readInstallation(state)).toEqual(made);
    expect(statSync(join(state, 'installation.json')).mode & 0o777).toBe(0o600);
  });

  it('says what to do when it is damaged', () => {
    writeFileSync(join(state, 'installation.json'), '{}');
    expect(() => readInstallation(state)).toThrow(/damaged.*backup/s);
  });
});
