import type { Services } from '../services.ts';
import { none } from './input.ts';
import type { RequestInfo, Route } from './route.ts';

/**
 * A route that another site sends a browser to, and that sends it on to a page of ours: answers 303. Its handler is given the query as it came, since who made it
 * may have repeated a name in it, and answers a path of this site.
 */
export function redirectRoute(spec: {
  readonly path: `/api/${string}`;
  readonly summary: string;
  readonly handle: (query: string, request: RequestInfo, services: Services) => Promise<`/${string}`>;
}): Route {
  return {
    method: 'get',
    path: spec.path,
    summary: spec.summary,
    params: none,
    query: none,
    body: null,
    permissions: null,
    answer: { status: 303, schema: null },
    run: async (raw, request, _actor, services) => {
      const { search } = new URL(raw.body.url);
      const location = await spec.handle(search, request, services);
      return new Response(null, { status: 303, headers: { location } });
    },
  };
}
