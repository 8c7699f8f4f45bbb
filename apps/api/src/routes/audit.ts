import { AuditEventView, AuditFilter, AuditQuery } from '@springboard/contracts/audit.ts';
import type { Permission } from '@springboard/contracts/roles.ts';
import { exportAudit } from '@springboard/core/audit-log/export.ts';
import { listActions, listAudit, readsAudit } from '@springboard/core/audit-log/list.ts';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route, streamRoute } from '../http/route.ts';

/** Either will do: how much of it somebody may read follows from which, and is the use case's to judge. */
const reads: readonly Permission[] = Object.values(readsAudit);

export const listAuditRoute = route({
  method: 'get',
  path: '/api/audit',
  summary: 'Who did what, newest first: all of it, or what concerns the people of teams that I manage',
  permission: reads,
  params: none,
  query: AuditQuery,
  body: null,
  answer: { status: 200, schema: z.array(AuditEventView) },
  handle: ({ actor, query }, { core }) => listAudit(core, actor, query),
});

export const auditActionsRoute = route({
  method: 'get',
  path: '/api/audit/actions',
  summary: 'Every action that the audit has lines of',
  permission: reads,
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: z.array(z.string()) },
  handle: ({ actor }, { core }) => listActions(core, actor),
});

const exported = {
  method: 'get',
  permission: reads,
  params: none,
  query: AuditFilter,
  body: null,
} as const;

export const auditCsvRoute = streamRoute({
  ...exported,
  path: '/api/audit.csv',
  summary: 'The same as a table for spreadsheets, as long as it is',
  handle: async ({ actor, query }, { core }) => {
    const columns = [
      ...Object.keys(AuditEventView.shape).filter((name) => name !== 'concerns'),
      'concernsId',
      'concernsName',
    ];
    let header = true;
    return streamed(await exportAudit(core, actor, query), 'csv', 'text/csv', (lines) => {
      const rows = lines.map(({ concerns, detail, ...line }) => ({
        ...line,
        detail: JSON.stringify(detail),
        concernsId: concerns?.id,
        concernsName: concerns?.name,
      }));
      // Spreadsheets run what begins like a formula, and names are written by people.
      const text = stringify(rows, { header, columns, escape_formulas: true });
      header = false;
      return text;
    });
  },
});

export const auditLinesRoute = streamRoute({
  ...exported,
  path: '/api/audit.jsonl',
  summary: 'The same as JSON Lines',
  handle: async ({ actor, query }, { core }) =>
    streamed(await exportAudit(core, actor, query), 'jsonl', 'application/x-ndjson', (lines) =>
      lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    ),
});

/** Pages as they are read; who goes away ends the reading. */
function streamed(
  pages: AsyncGenerator<AuditEventView[], void, undefined>,
  ending: string,
  type: string,
  write: (lines: readonly AuditEventView[]) => string,
): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await pages.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(write(value)));
    },
    cancel: async () => {
      await pages.return();
    },
  });
  return new Response(body, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="springboard-audit.${ending}"`,
      'cache-control': 'no-store',
    },
  });
}
