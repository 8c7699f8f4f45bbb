import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { openRoute } from '../http/route.ts';

export const healthRoute = openRoute({
  method: 'get',
  path: '/api/health',
  summary: 'Answers when the API and its database do',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: z.object({ status: z.literal('ok'), version: z.string() }) },
  handle: async (_input, { core, version }) => {
    await core.db.execute(sql`select 1`);
    return { status: 'ok' as const, version };
  },
});
