import { OpenAPIHono } from '@hono/zod-openapi';
import { Problem } from '@springboard/contracts/problems.ts';
import type { Route } from './route.ts';

const problem = {
  description: 'Problem details (RFC 9457)',
  content: { 'application/problem+json': { schema: Problem } },
};

/** OpenAPI 3.1 description of `routes`, made from the schemas that check them. */
export function openApiDocument(
  routes: readonly Route[],
  about: { readonly url: string; readonly version: string },
): Record<string, unknown> {
  const document = new OpenAPIHono();
  const registry = document.openAPIRegistry;
  registry.registerComponent('securitySchemes', 'apiToken', { type: 'http', scheme: 'bearer' });
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: about.url.startsWith('https:') ? '__Host-springboard.session_token' : 'springboard.session_token',
  });
  for (const route of routes) {
    registry.registerPath({
      method: route.method,
      path: route.path,
      summary: route.summary,
      ...(route.permissions === null
        ? {}
        : {
            description: `Needs the right ${route.permissions.map((one) => `\`${one}\``).join(' or ')}.`,
            security: [{ apiToken: [] }, { session: [] }],
          }),
      request: {
        params: route.params,
        query: route.query,
        ...(route.body === null
          ? {}
          : { body: { required: true, content: { 'application/json': { schema: route.body } } } }),
      },
      responses: { ...success(route), default: problem },
    });
  }
  return document.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Springboard', version: about.version, license: { name: 'Apache-2.0' } },
    servers: [{ url: about.url }],
  }) as unknown as Record<string, unknown>;
}

function success(route: Route) {
  if (route.answer === 'stream') {
    return { 200: { description: 'A stream of events', content: { 'text/event-stream': {} } } };
  }
  const { status, schema } = route.answer;
  return {
    [status]: {
      description: route.summary,
      ...(schema === null ? {} : { content: { 'application/json': { schema } } }),
    },
  };
}
