import { describe, expect, it } from 'vitest';
import { securityHeaders } from './security-headers.ts';

const options = {
  url: 'http://localhost:7800',
  gatewayUrl: 'ws://localhost:7801',
  labsUrl: 'http://*.labs.localhost:7801',
};

const scriptsAt = (path: string) => {
  const headers = securityHeaders(options)(path);
  return /script-src ([^;]+);/.exec(headers['content-security-policy'] ?? '')?.[1];
};

describe('the policy of pages', () => {
  it('lets web tabs be framed and opened, and nothing else', () => {
    const policy = securityHeaders(options)('/')['content-security-policy'];
    expect(policy).toContain('frame-src http://*.labs.localhost:7801;');
    expect(policy).toContain("form-action 'self' http://*.labs.localhost:7801;");
    const without = securityHeaders({ ...options, labsUrl: null })('/')['content-security-policy'];
    expect(without).toContain("frame-src 'none';");
    expect(without).toContain("form-action 'self';");
  });

  it('has forms to other origins say whose they are, since web tabs are opened by ours alone', () => {
    expect(securityHeaders(options)('/')['referrer-policy']).toBe('strict-origin');
  });

  it('lets WebAssembly run where a recording is played, and nothing that is made of text', () => {
    for (const path of [
      '/attempts/0c0f6f0a-5f4e-4f0e-8d58-6a1f3bb0a001/recordings/ceph1-1-1764400000000',
      '/walkthroughs/0c0f6f0a-5f4e-4f0e-8d58-6a1f3bb0a001',
      '/walkthroughs/0c0f6f0a-5f4e-4f0e-8d58-6a1f3bb0a001/edit',
      '/walkthroughs/0c0f6f0a-5f4e-4f0e-8d58-6a1f3bb0a001/preview',
    ])
      expect(scriptsAt(path), path).toBe("'self' 'wasm-unsafe-eval'");
  });

  it.each([
    '/',
    '/attempts/0c0f6f0a-5f4e-4f0e-8d58-6a1f3bb0a001',
    '/attempts/a/recordings',
    '/attempts/a/recordings/b/c',
    '/api/attempts/a/recordings/b.cast',
    '/walkthroughs',
    '/walkthroughs/a/other',
    '/api/walkthroughs/a',
  ])('lets only files of the site run at %s', (path) => {
    expect(scriptsAt(path)).toBe("'self'");
  });
});
