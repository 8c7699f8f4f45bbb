import { z } from 'zod';

/** Tables with more rows than this are not to be read from one end to the other. */
export const largeTableRows = 10_000;

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string | undefined;
  readonly 'Actual Rows'?: number | undefined;
  readonly 'Actual Loops'?: number | undefined;
  readonly 'Rows Removed by Filter'?: number | undefined;
  readonly Plans?: readonly PlanNode[] | undefined;
}
const PlanNode: z.ZodType<PlanNode> = z.lazy(() =>
  z.object({
    'Node Type': z.string(),
    'Relation Name': z.string().optional(),
    'Actual Rows': z.number().optional(),
    'Actual Loops': z.number().optional(),
    'Rows Removed by Filter': z.number().optional(),
    Plans: z.array(PlanNode).optional(),
  }),
);
const Explained = z.object({ 'Query Text': z.string(), Plan: PlanNode });
export type Explained = z.infer<typeof Explained>;

/** The plans in a piece of PostgreSQL's log, as auto_explain writes them there: JSON, each line after the first begun by a tab. */
export function plansIn(log: string): readonly Explained[] {
  return log
    .split(/ plan:\n(?=\t\{)/)
    .slice(1)
    .map((text) => {
      const lines = text.split('\n');
      const end = lines.findIndex((line) => !line.startsWith('\t'));
      return Explained.parse(JSON.parse(lines.slice(0, end < 0 ? lines.length : end).join('\n')));
    });
}

/** How a statement reads a table. */
export interface TableRead {
  readonly table: string;
  readonly how: string;
  /** Rows that were looked at, whether they were wanted or not. */
  readonly rows: number;
}

/** What a plan really read, in the order of its nodes; what was never executed is not in it. */
export function readsOf(plan: PlanNode): readonly TableRead[] {
  const loops = plan['Actual Loops'] ?? 1;
  const rows = ((plan['Actual Rows'] ?? 0) + (plan['Rows Removed by Filter'] ?? 0)) * loops;
  const table = plan['Relation Name'];
  // Changes name their table, too; they do not read it.
  const own =
    table === undefined || loops === 0 || !plan['Node Type'].endsWith('Scan')
      ? []
      : [{ table, how: plan['Node Type'], rows: Math.round(rows) }];
  return [...own, ...(plan.Plans ?? []).flatMap(readsOf)];
}

/** Whether a large table is read from one end to the other. */
export function isSequential({ table, how }: TableRead, sizes: ReadonlyMap<string, number>): boolean {
  return how === 'Seq Scan' && (sizes.get(table) ?? 0) > largeTableRows;
}

/** Whether more than half of a large table is looked at, by whatever way. */
export function isMostOf({ table, rows }: TableRead, sizes: ReadonlyMap<string, number>): boolean {
  const size = sizes.get(table) ?? 0;
  return size > largeTableRows && rows > size / 2;
}
