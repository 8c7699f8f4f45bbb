import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeLeftBridge } from './left-bridge.ts';

const name = `sbfft-${process.pid}`;
const local = { kind: 'unix', socket: '/nobody/listens' } as const;
const program = 'ip';
const ip = (...words: string[]) => execFileSync(program, ['link', ...words]);
const isThere = () => existsSync(`/sys/class/net/${name}`);

describe.skipIf(process.getuid?.() !== 0)('a bridge that the engine left behind (as root)', () => {
  beforeEach(() => void ip('add', name, 'type', 'bridge'));
  afterEach(() => {
    if (isThere()) ip('delete', 'dev', name);
  });

  it('is removed, and once it is gone that is fine', async () => {
    await removeLeftBridge(local, name);
    expect(isThere()).toBe(false);
    await removeLeftBridge(local, name);
  });

  it('is not looked for where the engine is on another host', async () => {
    await removeLeftBridge(
      { kind: 'https', url: 'https://engine', clientCertificate: '', clientKey: '' },
      name,
    );
    expect(isThere()).toBe(true);
  });
});
