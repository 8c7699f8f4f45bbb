import { parseDeb822, parseOneLine } from '@springboard/host/engine/apt-sources.ts';
import { describe, expect, it } from 'vitest';
import { entriesOf, oneLine, sourcesForSuite, transportSettings } from './apt-sources.ts';

const fromOneLine = (text: string) => entriesOf(parseOneLine(text));
const fromDeb822 = (text: string) => entriesOf(parseDeb822(text));

const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

describe('entries in the one-line format', () => {
  it('reads type, options, address, suite and components', () => {
    const text = [
      '# deb http://old.example/debian bookworm main',
      'deb [arch=amd64 signed-by=/k.gpg] https://mirror.example/debian bookworm main contrib # comment',
      'deb-src http://mirror.example/debian bookworm main',
      'deb http://mirror.example/debian bookworm-updates main',
    ].join('\n');
    expect(fromOneLine(text)).toEqual([
      {
        uri: 'https://mirror.example/debian',
        suite: 'bookworm',
        components: ['main', 'contrib'],
        signedBy: '/k.gpg',
      },
      {
        uri: 'http://mirror.example/debian',
        suite: 'bookworm-updates',
        components: ['main'],
        signedBy: undefined,
      },
    ]);
  });
});

describe('entries in the deb822 format', () => {
  it('makes an entry of every address and suite of a stanza, comments and folded lines included', () => {
    const text = `# made by an installer
Types: deb deb-src
# http://snapshot.example/debian
URIs: http://a.example/debian
 http://b.example/debian
Suites: bookworm bookworm-updates
Components: main
Signed-By: ${KEYRING}

Types: deb
URIs: http://c.example/debian-security
Suites: bookworm-security
Components: main non-free
`;
    expect(fromDeb822(text).map((source) => `${source.uri} ${source.suite}`)).toEqual([
      'http://a.example/debian bookworm',
      'http://a.example/debian bookworm-updates',
      'http://b.example/debian bookworm',
      'http://b.example/debian bookworm-updates',
      'http://c.example/debian-security bookworm-security',
    ]);
    expect(fromDeb822(text)[0]?.signedBy).toBe(KEYRING);
  });

  it('leaves out what is switched off and what has sources only', () => {
    expect(
      fromDeb822('Types: deb\nURIs: http://a.example\nSuites: x\nComponents: main\nEnabled: no\n'),
    ).toEqual([]);
    expect(fromDeb822('Types: deb-src\nURIs: http://a.example\nSuites: x\nComponents: main\n')).toEqual([]);
  });
});

describe('sourcesForSuite', () => {
  const host = fromOneLine(`
deb http://mirror.example/debian bookworm main non-free
deb http://mirror.example/debian/ bookworm main
deb http://mirror.example/debian bookworm-updates main
deb http://security.example/debian-security bookworm-security main
deb http://mirror.example/debian bookworm-backports main
deb [signed-by=/etc/keyrings/vendor.gpg] http://vendor.example/apt bookworm main
deb http://vendor.example/deb bookworm stable
`);

  it("takes the host's own archives, with the suite replaced, once each", () => {
    expect(sourcesForSuite(host, 'bookworm', 'trixie').map(oneLine)).toEqual([
      `deb [signed-by=${KEYRING}] http://mirror.example/debian/ trixie main`,
      `deb [signed-by=${KEYRING}] http://mirror.example/debian trixie-updates main`,
      `deb [signed-by=${KEYRING}] http://security.example/debian-security trixie-security main`,
    ]);
  });

  it('works on a host that is of that suite already, and on one that says stable', () => {
    expect(
      sourcesForSuite(fromOneLine('deb http://m.example/d trixie main'), 'trixie', 'trixie'),
    ).toHaveLength(1);
    expect(
      sourcesForSuite(fromOneLine('deb http://m.example/d stable main'), 'trixie', 'trixie'),
    ).toHaveLength(1);
  });

  it('says what to do where the host has no Debian archive', () => {
    expect(() => sourcesForSuite([], 'noble', 'trixie')).toThrow(/Add a source for Debian/);
  });
});

describe('transportSettings', () => {
  it('keeps how archives are reached, and no hook', () => {
    const dump = [
      'APT::Architecture "amd64";',
      'Acquire::http::Proxy "http://proxy.example:3128";',
      'Acquire::https::mirror.example::Verify-Peer "true";',
      'Acquire::Check-Valid-Until "false";',
      'Acquire::AllowInsecureRepositories "1";',
      'Dir::Etc::netrc "auth.conf";',
      'Dir::Etc::netrcparts "auth.conf.d";',
      'DPkg::Post-Invoke:: "rm -f /var/cache/apt/archives/*.deb || true";',
    ].join('\n');
    expect(transportSettings(dump)).toEqual([
      'Acquire::http::Proxy "http://proxy.example:3128";',
      'Acquire::https::mirror.example::Verify-Peer "true";',
      'Acquire::Check-Valid-Until "false";',
      'Dir::Etc::netrc "/etc/apt/auth.conf";',
      'Dir::Etc::netrcparts "/etc/apt/auth.conf.d";',
    ]);
  });
});
