import { describe, expect, it } from 'vitest';
import { loadWorkerConfig } from './processes.ts';

const needed = {
  SPRINGBOARD_INSTALLATION: '0badcafe',
  SPRINGBOARD_SECRET: Buffer.alloc(32, 7).toString('base64url'),
  DATABASE_URL: 'postgres://somebody@127.0.0.1:1/none',
};
const deliveryOf = (env: Record<string, string>) => loadWorkerConfig({ ...needed, ...env }).delivery;
const from = 'Springboard <springboard@example.org>';

describe('how notices leave', () => {
  it('is by no way unless it is set up', () => {
    expect(deliveryOf({})).toEqual({ mail: null, chat: null });
  });

  it.each([
    ['smtp://mail.example.org', { port: 587, security: 'starttls' }],
    ['smtps://mail.example.org', { port: 465, security: 'tls' }],
    ['smtp://localhost:25', { host: 'localhost', port: 25, security: 'plain' }],
    ['smtp://[::1]:25', { host: '::1', security: 'plain' }],
  ])('is by mail at %s', (url, expected) => {
    const { mail } = deliveryOf({ SPRINGBOARD_SMTP_URL: url, SPRINGBOARD_MAIL_FROM: from });
    expect(mail).toMatchObject({ ...expected, from, login: null });
  });

  it('is encrypted unless somebody says that it need not be, and never sends a password in the clear', () => {
    const mail = {
      SPRINGBOARD_SMTP_URL: 'smtp://mail.example.org:25',
      SPRINGBOARD_MAIL_FROM: from,
      SPRINGBOARD_SMTP_TLS: 'none',
    };
    expect(deliveryOf(mail).mail?.security).toBe('plain');
    const login = { SPRINGBOARD_SMTP_USER: 'me', SPRINGBOARD_SMTP_PASSWORD_FILE: '/etc/password' };
    expect(() => deliveryOf({ ...mail, ...login })).toThrow(/SPRINGBOARD_SMTP_TLS: must be required/);
  });

  it.each([
    ['SPRINGBOARD_SMTP_URL', { SPRINGBOARD_SMTP_URL: 'smtp://me:secret@mail.example.org' }],
    ['SPRINGBOARD_MAIL_FROM', { SPRINGBOARD_SMTP_URL: 'smtp://mail.example.org' }],
    [
      'SPRINGBOARD_SMTP_PASSWORD_FILE',
      { SPRINGBOARD_SMTP_URL: 'smtp://x', SPRINGBOARD_MAIL_FROM: from, SPRINGBOARD_SMTP_USER: 'me' },
    ],
  ])('that is named by half is a problem of %s', (variable, env) => {
    expect(() => deliveryOf(env as Record<string, string>)).toThrow(`  ${variable}: `);
    expect(() => deliveryOf(env as Record<string, string>)).not.toThrow(/secret/);
  });
});
