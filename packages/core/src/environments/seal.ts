import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const version = 'v1';

function keyOf(secret: string): Buffer {
  const info = 'springboard/environment-key/v1';
  return Buffer.from(hkdfSync('sha256', Buffer.from(secret, 'base64url'), '', info, 32));
}

/** Seals a text with AES-256-GCM under the installation's secret; `owner` (an id) is bound to it, so that it opens nowhere else. */
export function seal(secret: string, owner: string, text: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(secret), nonce).setAAD(Buffer.from(owner));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [version, ...[nonce, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join(
    '.',
  );
}

/** Opens what `seal` made. Throws when it was made with another secret, for another owner, or was changed. */
export function unseal(secret: string, owner: string, sealed: string): string {
  const [found, nonce, tag, body] = sealed.split('.');
  if (found !== version || nonce === undefined || tag === undefined || body === undefined)
    throw new Error('This is not a text that was sealed here.');
  const decipher = createDecipheriv('aes-256-gcm', keyOf(secret), Buffer.from(nonce, 'base64url'), {
    authTagLength: 16,
  })
    .setAAD(Buffer.from(owner))
    .setAuthTag(Buffer.from(tag, 'base64url'));
  try {
    return decipher.update(Buffer.from(body, 'base64url'), undefined, 'utf8') + decipher.final('utf8');
  } catch (cause) {
    throw new Error('The sealed text does not open: it was made with another secret of the installation.', {
      cause,
    });
  }
}
