import type { DemandView } from '@springboard/contracts/demands.ts';
import type { FleetView } from '@springboard/contracts/fleet.ts';
import { Button } from '@springboard/ui/button.tsx';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { fleetQuery, forgetDemand } from '../../api/fleet.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { Section } from '../../components/section.tsx';

type Pool = FleetView['pools'][number];
type Demand = DemandView & { readonly title: string };

const columns: readonly Column<Demand>[] = [
  { head: 'Wanted', align: 'end', plain: true, cell: (demand) => demand.count },
  {
    head: 'Topology',
    grow: true,
    cell: (demand) => (
      <>
        <span className="block font-medium">{demand.title}</span>
        <span className="block text-xs text-ink-3">{demand.reason}</span>
      </>
    ),
  },
  { head: 'From', align: 'end', plain: true, cell: (demand) => <RelativeTime at={demand.from} /> },
  {
    head: 'Until',
    align: 'end',
    plain: true,
    from: 'sm',
    cell: (demand) => <RelativeTime at={demand.until} />,
  },
];

const forget: Column<Demand> = {
  head: 'Forget',
  quiet: true,
  align: 'end',
  cell: (demand) => <Forget demand={demand} />,
};

/** What is said to be wanted besides the targets; nothing where that is nothing. Demands are made by the command line and the API. */
export function Demands({
  pools,
  mayChange,
}: {
  readonly pools: readonly Pool[];
  readonly mayChange: boolean;
}) {
  const all = pools
    .flatMap(({ title, demands }) => demands.map((demand) => ({ ...demand, title })))
    .sort((a, b) => Date.parse(a.from) - Date.parse(b.from));
  if (all.length === 0) return null;
  return (
    <Section title="Will be wanted" count={all.length} note="pools grow for it 15 minutes before">
      <DataTable
        label="Will be wanted"
        columns={mayChange ? [...columns, forget] : columns}
        rows={all}
        keyOf={(demand) => demand.id}
      />
    </Section>
  );
}

function Forget({ demand }: { readonly demand: Demand }) {
  const client = useQueryClient();
  const taken = useMutation({
    mutationFn: () => forgetDemand(demand.id),
    onSuccess: () => client.invalidateQueries({ queryKey: fleetQuery.queryKey }),
    onError: notifyFailure,
  });
  return (
    <Button
      size="sm"
      variant="ghost"
      busy={taken.isPending}
      aria-label={`Forget ${demand.count} of ${demand.title}, ${demand.reason}`}
      onClick={() => taken.mutate()}
    >
      Forget
    </Button>
  );
}
