import { createHash, createHmac, type Hmac, timingSafeEqual } from 'node:crypto';

/** A signature with a time counts for so long, in seconds; the clocks of two machines differ. */
const freshSeconds = 300;

/**
 * Whether the sender of a webhook knows the secret, by any of the ways of the usual Git hosts: an HMAC-SHA256 over the body (`X-Hub-Signature-256`
 * of GitHub and Gitea, `X-Gitea-Signature`, `X-Forgejo-Signature`), one over id, time and body (`webhook-signature` of GitLab's signing tokens), or the
 * secret itself (`X-Gitlab-Token`). Feed it the body as it comes; nothing of it is kept.
 */
export class WebhookSignature {
  readonly #secret: string;
  readonly #headers: Headers;
  readonly #now: Date;
  readonly #body: Hmac;
  readonly #dated: Hmac;

  constructor(secret: string, headers: Headers, now: Date) {
    this.#secret = secret;
    this.#headers = headers;
    this.#now = now;
    this.#body = createHmac('sha256', secret);
    const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice(6), 'base64') : secret;
    this.#dated = createHmac('sha256', key);
    this.#dated.update(`${this.#header('webhook-id')}.${this.#header('webhook-timestamp')}.`);
  }

  update(chunk: Uint8Array): void {
    this.#body.update(chunk);
    this.#dated.update(chunk);
  }

  /** Call it once, after the whole body. */
  holds(): boolean {
    const hex = this.#body.digest('hex');
    const dated = this.#dated.digest('base64');
    const given: readonly (readonly [string, string])[] = [
      ['x-hub-signature-256', `sha256=${hex}`],
      ['x-forgejo-signature', hex],
      ['x-gitea-signature', hex],
      ['x-gitlab-token', this.#secret],
    ];
    if (given.some(([name, right]) => same(this.#header(name), right))) return true;
    const signatures = this.#header('webhook-signature').split(' ');
    return this.#isFresh() && signatures.some((one) => same(one, `v1,${dated}`));
  }

  #isFresh(): boolean {
    const seconds = Number(this.#header('webhook-timestamp'));
    return Math.abs(this.#now.getTime() / 1000 - seconds) <= freshSeconds;
  }

  #header(name: string): string {
    return this.#headers.get(name) ?? '';
  }
}

/** Compares in a time that says nothing about where two texts differ, nor how long they are. */
function same(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
