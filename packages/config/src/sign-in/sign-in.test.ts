import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadLauncherConfig } from '../launcher.ts';
import { ConfigError } from '../problem.ts';
import { loadApiConfig } from '../processes.ts';

const needed = {
  SPRINGBOARD_INSTALLATION: '0123abcd',
  SPRINGBOARD_SECRET: 'A'.repeat(43),
  DATABASE_URL: 'postgresql://springboard@127.0.0.1:5432/springboard',
};
const issuer = { SPRINGBOARD_OIDC_ISSUER: 'https://id.example.org/realms/company' };
const client = { ...issuer, SPRINGBOARD_OIDC_CLIENT_ID: 'springboard' };

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'springboard-sign-in-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, `${Math.random()}.json`);
  writeFileSync(path, text);
  return path;
}

const signIn = (given: NodeJS.ProcessEnv) => loadApiConfig({ ...needed, ...given }).signIn;

/** Variables with their problems, which the API and `npm start` find alike. */
function problemsOf(given: NodeJS.ProcessEnv): Record<string, string> {
  const found = [() => signIn(given), () => loadLauncherConfig(given)].map((load) => {
    try {
      load();
      return {};
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      return Object.fromEntries(error.problems.map(({ variable, problem }) => [variable, problem]));
    }
  });
  expect(found[1]).toEqual(found[0]);
  return found[0] ?? {};
}

describe('settings of sign-in', () => {
  it('are links alone when nothing is said', () =>
    expect(signIn({})).toEqual({ passwords: false, provider: null }));

  it('take passwords', () => expect(signIn({ SPRINGBOARD_PASSWORDS: 'on' }).passwords).toBe(true));

  it('take a provider with what it is usually called and asked for', () =>
    expect(signIn(client).provider).toEqual({
      issuer: new URL(issuer.SPRINGBOARD_OIDC_ISSUER),
      clientId: 'springboard',
      clientSecret: null,
      scopes: ['openid', 'profile', 'email'],
      label: 'Sign in with your company account',
      groupsClaim: 'groups',
      groups: {},
      newcomers: 'refuse',
    }));

  it('take a secret from a file, groups from another, and the rest as it is given', () => {
    const provider = signIn({
      ...client,
      SPRINGBOARD_OIDC_CLIENT_SECRET_FILE: file('s3cret\n'),
      SPRINGBOARD_OIDC_GROUPS_FILE: file('{"/infra/seniors": {"roles": ["mentor"], "teams": ["Storage"]}}'),
      SPRINGBOARD_OIDC_GROUPS_CLAIM: 'realm_access.roles',
      SPRINGBOARD_OIDC_SCOPES: 'openid email, groups',
      SPRINGBOARD_OIDC_LABEL: 'Example ID',
      SPRINGBOARD_OIDC_NEWCOMERS: 'in-a-group',
    }).provider;
    expect(provider).toMatchObject({
      clientSecret: 's3cret',
      groups: { '/infra/seniors': { roles: ['mentor'], teams: ['Storage'] } },
      groupsClaim: 'realm_access.roles',
      scopes: ['openid', 'email', 'groups'],
      label: 'Example ID',
      newcomers: 'in-a-group',
    });
    expect(signIn({ ...client, SPRINGBOARD_OIDC_CLIENT_SECRET: 'x' }).provider?.clientSecret).toBe('x');
  });

  it('allow plain http on this machine only', () => {
    const at = (url: string) => problemsOf({ ...client, SPRINGBOARD_OIDC_ISSUER: url });
    expect(at('http://localhost:8080/realms/x')).toEqual({});
    for (const bad of ['http://id.example.org', 'id.example.org', 'https://id.example.org/?x=1'])
      expect(Object.keys(at(bad))).toEqual(['SPRINGBOARD_OIDC_ISSUER']);
    expect(at('https://id.example.org/.well-known/openid-configuration')).toMatchObject({
      SPRINGBOARD_OIDC_ISSUER: expect.stringContaining('issuer itself'),
    });
  });

  it.each([
    [{ SPRINGBOARD_OIDC_CLIENT_ID: 'x' }, 'SPRINGBOARD_OIDC_CLIENT_ID', 'no effect'],
    [issuer, 'SPRINGBOARD_OIDC_CLIENT_ID', 'is needed'],
    [{ SPRINGBOARD_PASSWORDS: 'yes' }, 'SPRINGBOARD_PASSWORDS', 'on or off'],
    [{ ...client, SPRINGBOARD_OIDC_SCOPES: 'email' }, 'SPRINGBOARD_OIDC_SCOPES', 'openid'],
    [{ ...client, SPRINGBOARD_OIDC_NEWCOMERS: 'some' }, 'SPRINGBOARD_OIDC_NEWCOMERS', 'one of'],
    [{ ...client, SPRINGBOARD_OIDC_NEWCOMERS: 'in-a-group' }, 'SPRINGBOARD_OIDC_NEWCOMERS', 'needs groups'],
    [
      { ...client, SPRINGBOARD_OIDC_CLIENT_SECRET_FILE: '/no/such' },
      'SPRINGBOARD_OIDC_CLIENT_SECRET_FILE',
      'ENOENT',
    ],
    [{ ...client, SPRINGBOARD_OIDC_GROUPS_FILE: '/no/such' }, 'SPRINGBOARD_OIDC_GROUPS_FILE', 'ENOENT'],
  ] as const)('name what is wrong: %o', (given, variable, words) => {
    expect(problemsOf(given)).toEqual({ [variable]: expect.stringContaining(words) });
  });

  it.each([
    ['{', 'not JSON'],
    ['[]', 'no mapping'],
    ['{"a": {"roles": ["boss"]}}', '"a → roles → 0"'],
    ['{"a": {"team": ["Storage"]}}', '"a"'],
    ['{"a": {}}', 'neither roles nor teams'],
  ])('say where a mapping of groups is wrong: %s', (text, words) => {
    const given = { ...client, SPRINGBOARD_OIDC_GROUPS_FILE: file(text) };
    expect(problemsOf(given)).toEqual({ SPRINGBOARD_OIDC_GROUPS_FILE: expect.stringContaining(words) });
  });

  it('never show a secret', () => {
    const given = { ...needed, ...client, SPRINGBOARD_OIDC_CLIENT_SECRET: 's3cret', LOG_LEVEL: 'loud' };
    expect(() => loadApiConfig(given)).toThrow(expect.not.stringContaining('s3cret'));
    const both = { ...given, SPRINGBOARD_OIDC_CLIENT_SECRET_FILE: file('other') };
    expect(() => loadApiConfig(both)).toThrow(/CLIENT_SECRET_FILE: is set beside/);
  });
});
