import type { FocusEvent, KeyboardEvent } from 'react';

/** Marks what takes the focus in a cell of a grid: one element of each, in heads, too, with a `tabIndex`. */
const inCell = 'data-cell';

/** Keys of a grid in a table: arrows, `Home` and `End` (with `Ctrl` to its corners) go from cell to cell. */
export function moveInGrid(event: KeyboardEvent<HTMLTableElement>): void {
  const cell = (event.target as Element).closest<HTMLTableCellElement>('td, th');
  const row = cell?.parentElement;
  if (!cell || !(row instanceof HTMLTableRowElement)) return;
  const rows = [...event.currentTarget.rows].filter(({ cells }) => cells.length > 0);
  const next = placeFor(event, rows.indexOf(row), cell.cellIndex, rows.length - 1, row.cells.length - 1);
  if (!next) return;
  event.preventDefault();
  const found = rows[next.row]?.cells[next.column];
  const target = found?.matches(`[${inCell}]`) ? found : found?.querySelector<HTMLElement>(`[${inCell}]`);
  target?.focus();
  target?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

function placeFor(
  { key, ctrlKey, altKey, metaKey }: KeyboardEvent,
  row: number,
  column: number,
  lastRow: number,
  lastColumn: number,
): { readonly row: number; readonly column: number } | null {
  if (altKey || metaKey) return null;
  const clamp = (value: number, most: number) => Math.min(most, Math.max(0, value));
  switch (key) {
    case 'ArrowDown':
      return { row: clamp(row + 1, lastRow), column };
    case 'ArrowUp':
      return { row: clamp(row - 1, lastRow), column };
    case 'ArrowRight':
      return { row, column: clamp(column + 1, lastColumn) };
    case 'ArrowLeft':
      return { row, column: clamp(column - 1, lastColumn) };
    case 'Home':
      return { row: ctrlKey ? 0 : row, column: 0 };
    case 'End':
      return { row: ctrlKey ? lastRow : row, column: lastColumn };
    default:
      return null;
  }
}

/** A grid is one stop of `Tab`: the cell that had the focus last is the one that it comes back to. */
export function keepCell({ currentTarget, target }: FocusEvent<HTMLTableElement>): void {
  if (!target.matches(`[${inCell}]`)) return;
  for (const other of currentTarget.querySelectorAll<HTMLElement>(`[${inCell}][tabindex="0"]`))
    other.tabIndex = -1;
  target.tabIndex = 0;
}
