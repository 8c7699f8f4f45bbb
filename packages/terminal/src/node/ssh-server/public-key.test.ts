import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPublicKey } from './public-key.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'springboard-keys-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A key pair of OpenSSH's own making. */
function generate(type: string, bits?: string) {
  const file = join(folder, `${type}-${bits ?? ''}`);
  const size = bits === undefined ? [] : ['-b', bits];
  execFileSync('ssh-keygen', ['-q', '-t', type, ...size, '-N', '', '-C', 'lena@laptop', '-f', file]);
  const shown = execFileSync('ssh-keygen', ['-lf', `${file}.pub`]).toString();
  return { file, line: readFileSync(`${file}.pub`, 'utf8'), fingerprint: shown.split(' ')[1] };
}

function problemOf(text: string): string {
  const read = readPublicKey(text);
  return 'problem' in read ? read.problem : `taken: ${read.fingerprint}`;
}

describe('the line of a .pub file', () => {
  it.each([
    ['ed25519', undefined],
    ['ecdsa', '256'],
    ['ecdsa', '521'],
    ['rsa', '3072'],
  ])('of %s %s is read, with the fingerprint that ssh-keygen shows', (type, bits) => {
    const { line, fingerprint } = generate(type, bits);
    const [keyType, body] = line.split(' ');
    expect(readPublicKey(`  ${line}\n`)).toEqual({
      type: keyType,
      body,
      fingerprint,
      comment: 'lena@laptop',
    });
  });

  it('of an RSA key that is too short is refused', () => {
    expect(problemOf(generate('rsa', '2048').line)).toContain('this one has 2048');
  });

  it('is no private key, and no certificate', () => {
    const { file, line } = generate('ed25519', '256');
    expect(problemOf(readFileSync(file, 'utf8'))).toContain('private key');
    expect(problemOf('PuTTY-User-Key-File-3: ssh-ed25519')).toContain('private key');
    execFileSync('ssh-keygen', ['-q', '-s', file, '-I', 'lena', '-n', 'lena', `${file}.pub`]);
    expect(problemOf(readFileSync(`${file}-cert.pub`, 'utf8'))).toContain('certificate');
    expect(problemOf(`${line}${line}`)).toContain('one line');
    expect(problemOf(`command="ls" ${line}`)).toContain('without options');
  });

  it('is whole, and nothing but the key', () => {
    const [type, body = ''] = generate('ed25519', '255').line.split(' ');
    expect(problemOf(`${type} ${body.slice(0, -8)}`)).toContain('damaged');
    expect(problemOf(`ssh-rsa ${body}`)).toContain('damaged');
    const more = Buffer.concat([Buffer.from(body, 'base64'), Buffer.from('more')]).toString('base64');
    expect(problemOf(`${type} ${more}`)).toContain('damaged');
    expect(problemOf('ssh-ed25519')).toContain('damaged');
    expect(problemOf('ssh-dss AAAAB3NzaC1kc3MAAACB')).toContain('too weak');
    expect(problemOf('sk-ssh-ed25519@openssh.com AAAA')).toContain('not taken yet');
    expect(problemOf('hello')).toContain('.pub file');
  });
});
