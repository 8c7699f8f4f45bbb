import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { WebhookSignature } from './webhook-signature.ts';

const secret = 'It’s a secret to everybody';
const body = '{"ref":"refs/heads/main"}';
const now = new Date('2026-11-27T12:00:00Z');
const hex = (text: string, key: string | Buffer = secret) =>
  createHmac('sha256', key).update(text).digest('hex');

function holds(headers: Record<string, string>, key = secret): boolean {
  const signature = new WebhookSignature(key, new Headers(headers), now);
  for (const part of [body.slice(0, 7), body.slice(7)]) signature.update(Buffer.from(part));
  return signature.holds();
}

describe('a webhook proves itself', () => {
  it('as GitHub and Gitea sign it', () => {
    expect(holds({ 'x-hub-signature-256': `sha256=${hex(body)}` })).toBe(true);
    expect(holds({ 'x-gitea-signature': hex(body) })).toBe(true);
    expect(holds({ 'x-forgejo-signature': hex(body) })).toBe(true);
  });

  it('as the example in GitHub’s documentation does', () => {
    const signature = new WebhookSignature(
      "It's a Secret to Everybody",
      new Headers({
        'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
      }),
      now,
    );
    signature.update(Buffer.from('Hello, World!'));
    expect(signature.holds()).toBe(true);
  });

  it('as GitLab does, by its token or by its signing token', () => {
    const key = Buffer.from('0123456789abcdef0123456789abcdef');
    const seconds = String(now.getTime() / 1000 - 60);
    const sign = (at: string) => createHmac('sha256', key).update(`msg_1.${at}.${body}`).digest('base64');
    const signed = (at: string) => ({
      'webhook-id': 'msg_1',
      'webhook-timestamp': at,
      'webhook-signature': `v1,AAAA v1,${sign(at)}`,
    });
    const whole = `whsec_${key.toString('base64')}`;
    expect(holds(signed(seconds), whole)).toBe(true);
    expect(holds(signed(String(now.getTime() / 1000 - 3_600)), whole)).toBe(false);
    expect(holds({ ...signed(seconds), 'webhook-id': 'msg_2' }, whole)).toBe(false);
  });

  it('and not otherwise', () => {
    expect(holds({ 'x-gitlab-token': secret.replaceAll('’', "'") })).toBe(false);
    expect(holds({})).toBe(false);
    expect(holds({ 'x-hub-signature-256': `sha256=${hex(`${body} `)}` })).toBe(false);
    expect(holds({ 'x-hub-signature-256': hex(body) })).toBe(false);
    expect(holds({ 'x-hub-signature-256': `sha256=${hex(body, 'other')}` })).toBe(false);
    expect(holds({ 'x-gitea-signature': '' })).toBe(false);
  });
});
