import type { ReactNode } from 'react';
import { Card } from './card.tsx';
import { cx } from './cx.ts';

export interface Column<Row> {
  /** Its head; a column of buttons or arrows has one too, for screen readers: see `quiet`. */
  readonly head: string;
  readonly quiet?: boolean;
  /** Numbers, times and buttons stand at the end. */
  readonly align?: 'end';
  /** Narrower windows leave it out. */
  readonly from?: 'sm' | 'md' | 'lg' | 'xl';
  /** Takes the room that is left. */
  readonly grow?: boolean;
  /** Plain and quiet (`ink-2`), on one line. */
  readonly plain?: boolean;
  readonly cell: (row: Row) => ReactNode;
}

export interface DataTableProps<Row> {
  /** What it lists, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  /** Cells of tall rows begin at the top. */
  readonly tall?: boolean;
  /** The first cell holds a link with `after:absolute after:inset-0`: the whole row leads there. */
  readonly linked?: boolean;
  readonly className?: string;
}

const widths = {
  sm: 'max-sm:hidden',
  md: 'max-md:hidden',
  lg: 'max-lg:hidden',
  xl: 'max-xl:hidden',
} as const;

function classOf<Row>(column: Column<Row>): string {
  return cx(
    'px-3 first:pl-4 last:pr-4',
    column.align === 'end' ? 'text-right' : 'text-left',
    column.from === undefined ? null : widths[column.from],
  );
}

/** The one shape of all tables: a quiet head, a line between rows, columns that narrow windows leave out. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { columns, tall = false, linked = false } = props;
  return (
    <Card className={cx('overflow-x-auto', props.className)}>
      <table className="w-full text-sm">
        <caption className="sr-only">{props.label}</caption>
        <thead className="border-b border-line text-xs text-ink-3">
          <tr>
            {columns.map((column) => (
              <th
                key={column.head}
                scope="col"
                className={cx(classOf(column), 'h-9 font-medium whitespace-nowrap', column.grow && 'w-full')}
              >
                {column.quiet ? <span className="sr-only">{column.head}</span> : column.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {props.rows.map((row) => (
            <tr
              key={props.keyOf(row)}
              className={cx(tall && 'align-top', linked && 'relative hover:bg-hover')}
            >
              {columns.map((column) => (
                <td
                  key={column.head}
                  className={cx(classOf(column), 'py-2.5', column.plain && 'whitespace-nowrap text-ink-2')}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  );
}
