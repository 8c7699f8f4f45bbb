import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { actorOf } from '@springboard/auth/actor.ts';
import { type Context, Hono } from 'hono';
import { routes } from '../routes.ts';
import type { Services } from '../services.ts';
import { serveWeb } from '../web/serve-web.ts';
import { notFound } from './input.ts';
import { problemResponse } from './problem-response.ts';
import type { Route } from './route.ts';
import { refuseForeignWrite } from './same-origin.ts';
import { securityHeaders } from './security-headers.ts';

interface Env {
  Bindings: Partial<HttpBindings>;
  Variables: { requestId: string; personId?: string; route?: string };
}

/** The whole HTTP application: all routes, the web pages, and problem details for whatever goes wrong. */
export function createApp(services: Services): Hono<Env> {
  const app = new Hono<Env>();
  const headersOf = securityHeaders(services);

  app.use(async (c, next) => {
    const started = performance.now();
    const requestId = randomUUID();
    c.set('requestId', requestId);
    await next();
    c.header('x-request-id', requestId);
    for (const [name, value] of Object.entries(headersOf(c.req.path))) c.header(name, value);
    // The path only: a query could hold what is nobody's business.
    const ms = performance.now() - started;
    services.metrics.observe({
      method: c.req.method,
      route: c.get('route') ?? (c.req.path.startsWith('/api/') ? 'unknown' : 'pages'),
      status: c.res.status,
      seconds: ms / 1000,
    });
    services.log[c.req.path.startsWith('/api/') ? 'info' : 'debug'](
      {
        requestId,
        method: c.req.method,
        path: c.req.path,
        status: c.res.status,
        ms: Math.round(ms),
        personId: c.get('personId'),
      },
      'request',
    );
  });
  app.onError((error, c) => problemResponse(error, c.get('requestId'), services.log));

  for (const route of routes) mount(app, route, services);
  app.all('/api/*', () => {
    throw notFound();
  });
  app.get('*', (c) => serveWeb(c.req.raw, services.webFolder));
  app.notFound(() => {
    throw notFound();
  });
  return app;
}

function mount(app: Hono<Env>, route: Route, services: Services): void {
  app.on(route.method.toUpperCase(), route.path.replaceAll(/\{(\w+)\}/g, ':$1'), async (c) => {
    c.set('route', route.path);
    refuseForeignWrite(c.req.raw, services.url);
    const ip = services.trustedProxies.clientOf(
      c.env.incoming?.socket.remoteAddress ?? null,
      c.req.header('x-forwarded-for'),
    );
    const origin = { headers: c.req.raw.headers, ip };
    const who = route.permissions === null ? null : await actorOf(services.auth, origin);
    if (who) c.set('personId', who.actor.personId);
    for (const line of who?.setCookie ?? []) c.header('set-cookie', line, { append: true });
    const response = await route.run(
      { params: c.req.param(), query: c.req.query(), body: c.req.raw },
      {
        id: c.get('requestId'),
        ...origin,
        signal: c.req.raw.signal,
        setHeader: (name, value) => c.header(name, value, { append: true }),
      },
      who?.actor ?? null,
      services,
    );
    if (c.req.raw.method !== 'HEAD') return withContextHeaders(c, response);
    // Hono answers HEAD by GET and drops the body; one that nobody reads or cancels would be kept open for ever.
    await response.body?.cancel();
    return withContextHeaders(c, new Response(null, response));
  });
}

/** Sends `response` with the headers that were set on the way, and never from a cache. */
function withContextHeaders(c: Context<Env>, response: Response): Response {
  c.header('cache-control', 'no-store');
  for (const [name, value] of response.headers) c.header(name, value);
  return c.newResponse(response.body, response.status as 200);
}
