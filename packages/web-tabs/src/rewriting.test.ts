import { describe, expect, it } from 'vitest';
import type { TabSession, TabUi } from './authority.ts';
import { policiesOf } from './content-policy.ts';
import { cookieOfNode, cookiesForNode, setTabCookie, tabCookiesIn } from './cookies.ts';
import { isForeign } from './foreign.ts';
import { locationFor } from './location.ts';
import { tabLabel, tabOrigins } from './origins.ts';
import { requestHeaders } from './request-headers.ts';
import { responseHeaders } from './response-headers.ts';

const ui: TabUi = {
  name: 'dashboard',
  title: 'Dashboard',
  node: 'ceph1',
  address: '10.77.0.11',
  port: 8443,
  path: '/',
  scheme: 'https',
};
const prometheus: TabUi = { ...ui, name: 'prometheus', node: 'ceph2', address: '10.77.0.12', port: 9090 };
const session: TabSession = {
  id: 's',
  personId: 'p',
  attemptId: 'a',
  environmentId: '1eceb395-0000-4000-8000-000000000000',
  ui,
  uis: [ui, prometheus],
};
const origins = tabOrigins('http://*.labs.localhost:7801');
const origin = origins.originOf(tabLabel(ui.name, session.environmentId));
const pages = new Set(['http://localhost:7800']);
const place = { origin, originOf: origins.originOf, secure: false, pages };

describe('hosts of web tabs', () => {
  it('are a name for each UI of each environment', () => {
    expect(origin).toBe('http://dashboard-1eceb395.labs.localhost:7801');
    for (const host of ['dashboard-1eceb395.labs.localhost:7801', 'Dashboard-1eceb395.labs.localhost'])
      expect(origins.labelOf(host)).toBe('dashboard-1eceb395');
  });

  it.each([
    undefined,
    '',
    'localhost:7801',
    'labs.localhost:7801',
    'springboard.labs.localhost:7801',
    'a.b-1eceb395.labs.localhost:7801',
    'a-1eceb395.labs.localhost.evil.example',
    '-a-1eceb395.labs.localhost',
    'a_b-1eceb395.labs.localhost',
  ])('are not %s', (host) => {
    expect(origins.labelOf(host)).toBeUndefined();
  });

  it('say whether browsers keep their cookies', () => {
    expect(origins.keepsCookies).toBe(true);
    expect(tabOrigins('https://*.labs.example.org').keepsCookies).toBe(true);
    expect(tabOrigins('http://*.labs.example.org:7801').keepsCookies).toBe(false);
  });
});

describe('cookies', () => {
  it('of the platform never reach a node', () => {
    const header =
      'a=1; __Host-springboard-tab=secret; springboard.session_token=x; __host-Springboard.session=y; b="2"';
    expect(cookiesForNode(header)).toBe('a=1; b="2"');
    expect(cookiesForNode('__Host-springboard-tab=secret')).toBeUndefined();
    expect(tabCookiesIn(header)).toEqual(['secret']);
  });

  it.each([
    '__Host-springboard-tab=mine; Path=/; Secure',
    '__HOST-SpringBoard-tab=mine',
    'springboard.session_token=mine; Domain=localhost',
    '=__Host-springboard-tab=mine',
    '__Host-springboard-tab',
    ' ; Path=/',
  ])('of a node are dropped when they could pass for ours: %s', (line) => {
    expect(cookieOfNode(line)).toBeNull();
  });

  it('of a node are of its host alone, and live in a frame', () => {
    expect(
      cookieOfNode('sessionid=1; Domain=.labs.localhost; Path=/ui; HttpOnly; SameSite=Lax; Max-Age=9'),
    ).toBe('sessionid=1; Path=/ui; HttpOnly; Max-Age=9; SameSite=None; Secure; Partitioned');
    expect(setTabCookie('s')).toBe(
      '__Host-springboard-tab=s; Path=/; HttpOnly; SameSite=None; Secure; Partitioned',
    );
  });
});

describe('a request', () => {
  const sent = (headers: Record<string, string[]>) =>
    requestHeaders({ headersDistinct: headers } as never, ui, origin);

  it('tells the node one story of where it is asked', () => {
    expect(
      sent({
        host: ['dashboard-1eceb395.labs.localhost:9'],
        origin: [origin],
        referer: [`${origin}/login?next=/`],
        'x-forwarded-for': ['192.0.2.1'],
        'x-forwarded-proto': ['ftp'],
        forwarded: ['for=192.0.2.1'],
      }),
    ).toEqual({
      host: 'dashboard-1eceb395.labs.localhost:7801',
      origin: 'https://dashboard-1eceb395.labs.localhost:7801',
      referer: 'https://dashboard-1eceb395.labs.localhost:7801/login?next=/',
      'x-forwarded-host': 'dashboard-1eceb395.labs.localhost:7801',
      'x-forwarded-proto': 'https',
    });
  });

  it('leaves out what is of the connection, and where the page of the workspace is', () => {
    const headers = sent({
      connection: ['keep-alive, X-Once'],
      'x-once': ['1'],
      te: ['trailers'],
      'proxy-authorization': ['Basic eDp5'],
      authorization: ['Basic eDp5'],
      referer: ['http://localhost:7800/attempts/1'],
    });
    expect(Object.keys(headers).sort()).toEqual([
      'authorization',
      'host',
      'x-forwarded-host',
      'x-forwarded-proto',
    ]);
  });

  it.each([
    ['GET', { 'sec-fetch-site': 'same-origin' }, false],
    ['POST', { 'sec-fetch-site': 'same-origin', origin }, false],
    ['GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, false],
    ['GET', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors' }, true],
    ['POST', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, true],
    ['GET', {}, false],
    ['GET', { origin: 'http://other-1eceb395.labs.localhost:7801' }, true],
    ['POST', { origin: 'null' }, true],
  ])('%s with %o is of another page: %s', (method, headers, expected) => {
    expect(isForeign({ method, headers }, origin)).toBe(expected);
  });
});

describe('a redirect', () => {
  it.each([
    ['/login', '/login'],
    ['login?a=1', 'login?a=1'],
    [`${origin}/ui/#/x`, '/ui/#/x'],
    ['https://dashboard-1eceb395.labs.localhost:7801/a', '/a'],
    ['https://ceph1:8443/a?b', '/a?b'],
    ['https://10.77.0.11:8443/', '/'],
    ['https://localhost:8443/a', '/a'],
    ['//ceph1:8443/a', '/a'],
    ['https://ceph1:8443//evil.example/', `${origin}//evil.example/`],
    ['http://ceph2:9090/graph', 'http://prometheus-1eceb395.labs.localhost:7801/graph'],
    ['https://localhost:9090/', 'https://localhost:9090/'],
    ['https://ceph1:9/', 'https://ceph1:9/'],
    ['https://docs.ceph.com/', 'https://docs.ceph.com/'],
    ['mailto:a@example.org', 'mailto:a@example.org'],
  ])('to %s leads to %s', (given, expected) => {
    expect(locationFor(given, session, origin, origins.originOf)).toBe(expected);
  });
});

describe('an answer', () => {
  const shown = (headers: Record<string, string[]>, secure = false) =>
    responseHeaders({ headersDistinct: headers }, session, { ...place, secure });

  it('is without what a UI may not decide about', () => {
    const headers = shown({
      'content-type': ['text/html'],
      'clear-site-data': ['"*"'],
      'strict-transport-security': ['max-age=1'],
      'alt-svc': ['h3=":443"'],
      'service-worker-allowed': ['/'],
      'x-frame-options': ['DENY'],
      'transfer-encoding': ['chunked'],
      connection: ['close'],
      'set-cookie': ['a=1; Domain=labs.localhost', '__Host-springboard-tab=x'],
      location: ['https://ceph1:8443/a'],
    });
    expect(headers).toEqual({
      'content-type': ['text/html'],
      'set-cookie': ['a=1; SameSite=None; Secure; Partitioned'],
      location: '/a',
      'content-security-policy': "frame-ancestors 'self' http://localhost:7800",
    });
  });

  it('keeps the UI’s policy but for who frames it', () => {
    expect(
      policiesOf(["default-src 'self'; Frame-Ancestors 'none';", "frame-ancestors 'none', img-src *"]),
    ).toEqual(["default-src 'self'", 'img-src *']);
    const given = { 'content-security-policy': ["default-src 'self'; upgrade-insecure-requests"] };
    expect(shown(given)['content-security-policy']).toBe(
      "default-src 'self', frame-ancestors 'self' http://localhost:7800",
    );
    expect(shown(given, true)['content-security-policy']).toContain('; upgrade-insecure-requests');
  });
});
