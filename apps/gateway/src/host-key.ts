import { chmodSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { writeWhole } from '@springboard/config/write-whole.ts';
import { makeSshKeyPair } from '@springboard/core/environments/keys.ts';
import { publicLineOf } from '@springboard/terminal/node/ssh-server/public-key.ts';

/**
 * The host key that SSH clients are shown, private, in OpenSSH's format: made once, and kept in this file for ever, since clients remember it.
 * The public one is written beside it for the pages to name. Throws when the file holds no key.
 */
export async function hostKeyIn(file: string): Promise<string> {
  const privateKey = read(file) ?? (await make(file));
  const line = publicLineOf(privateKey);
  if (line === undefined) {
    throw new Error(
      `${file} holds no SSH host key. Restore it from a backup, or remove it to have a new one made.`,
    );
  }
  chmodSync(file, 0o600);
  writeWhole(`${file}.pub`, `${line} springboard\n`, 0o644);
  return privateKey;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function make(file: string): Promise<string> {
  const { privateKey } = await makeSshKeyPair('springboard');
  mkdirSync(dirname(file), { recursive: true });
  writeWhole(file, privateKey, 0o600);
  return privateKey;
}
