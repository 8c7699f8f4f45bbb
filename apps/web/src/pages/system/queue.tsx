import type { FleetView } from '@springboard/contracts/fleet.ts';
import { Card } from '@springboard/ui/card.tsx';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { useNow } from '@springboard/ui/use-now.ts';
import { Link } from '@tanstack/react-router';
import { Section } from '../../components/section.tsx';
import { shortId, waitsForWords } from './words.ts';

type Waiting = FleetView['queue'][number];

const columns: readonly Column<Waiting>[] = [
  { head: 'Place', align: 'end', plain: true, cell: ({ queue }) => queue.place },
  {
    head: 'Owner',
    cell: (one) => (
      <Link
        to="/system/environments/$id"
        params={{ id: one.environmentId }}
        className="block max-w-40 truncate font-medium after:absolute after:inset-0 sm:max-w-64"
      >
        {one.owner ?? shortId(one.environmentId)}
      </Link>
    ),
  },
  { head: 'Topology', plain: true, from: 'sm', cell: (one) => one.topology },
  { head: 'Waits for', grow: true, plain: true, cell: ({ queue }) => waitsForWords[queue.waitsFor] },
  { head: 'Since', align: 'end', plain: true, from: 'sm', cell: (one) => <RelativeTime at={one.since} /> },
  {
    head: 'Starts',
    align: 'end',
    plain: true,
    from: 'sm',
    cell: ({ queue }) => <Starts at={queue.startsAt} />,
  },
];

/** An estimate that is over is no time in the past. */
function Starts({ at }: { readonly at: string | null }) {
  const now = useNow(10_000);
  if (at === null) return 'not known';
  return Date.parse(at) <= now ? 'any moment' : <RelativeTime at={at} />;
}

/** Who waits for an environment, for what, and until when. */
export function Queue({ queue }: { readonly queue: readonly Waiting[] }) {
  return (
    <Section title="Queue" count={queue.length}>
      {queue.length === 0 ? (
        <Card className="px-4 py-3 text-sm text-ink-3">Nobody waits.</Card>
      ) : (
        <DataTable label="Queue" columns={columns} rows={queue} keyOf={(one) => one.environmentId} linked />
      )}
    </Section>
  );
}
