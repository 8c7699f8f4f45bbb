import type { FleetView, PoolTarget } from '@springboard/contracts/fleet.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Button } from '@springboard/ui/button.tsx';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { notify } from '@springboard/ui/notices.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { fleetQuery, setPool } from '../../api/fleet.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { Section } from '../../components/section.tsx';

type Pool = FleetView['pools'][number];

/** What is kept ready of each topology, and how much of it an operator wants. */
export function Pools({
  pools,
  mayChange,
}: {
  readonly pools: readonly Pool[];
  readonly mayChange: boolean;
}) {
  const columns: readonly Column<Pool>[] = [
    {
      head: 'Topology',
      grow: true,
      cell: (pool) => (
        <>
          <span className="block font-medium">{pool.title}</span>
          <span className="block font-mono text-xs text-ink-3">{pool.topology}</span>
        </>
      ),
    },
    { head: 'Ready', cell: (pool) => <Fill pool={pool} /> },
    { head: 'In the making', align: 'end', from: 'md', plain: true, cell: (pool) => pool.provisioning },
    { head: 'Outdated', align: 'end', from: 'lg', plain: true, cell: (pool) => pool.outdated },
    { head: 'Hits', align: 'end', from: 'md', plain: true, cell: hits },
    {
      head: 'Kept ready',
      align: 'end',
      cell: (pool) =>
        mayChange ? (
          <TargetForm key={`${pool.target} ${pool.mode}`} pool={pool} />
        ) : (
          `${pool.target}, ${pool.mode}`
        ),
    },
  ];
  return (
    <Section title="Pools" note="made in advance, handed out after a fresh health check">
      <DataTable label="Pools" columns={columns} rows={pools} keyOf={(pool) => pool.topology} />
    </Section>
  );
}

function Fill({ pool }: { readonly pool: Pool }) {
  const { pooled, wanted, target } = pool;
  if (wanted === 0 && pooled === 0) return <span className="whitespace-nowrap text-ink-3">none kept</span>;
  return (
    <span className="flex flex-wrap items-center gap-1.5">
      <Badge tone={pooled >= wanted ? 'good' : pooled === 0 ? 'warn' : 'neutral'}>
        {pooled} of {wanted}
      </Badge>
      {wanted > target ? (
        <span className="text-xs whitespace-nowrap text-ink-3">{wanted - target} more are due</span>
      ) : null}
    </span>
  );
}

function hits({ hits, misses }: Pool): string {
  const all = hits + misses;
  return all === 0 ? '–' : `${hits} of ${all}`;
}

function TargetForm({ pool }: { readonly pool: Pool }) {
  const client = useQueryClient();
  const [target, setTarget] = useState(String(pool.target));
  const [mode, setMode] = useState(pool.mode);
  const save = useMutation({
    mutationFn: (wanted: PoolTarget) => setPool(pool.topology, wanted),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: fleetQuery.queryKey });
      notify({ tone: 'good', title: `${pool.title}: ${target} are kept ready, ${mode}` });
    },
    onError: notifyFailure,
  });
  const valid = /^\d{1,3}$/.test(target) && Number(target) <= 200;
  const changed = target !== String(pool.target) || mode !== pool.mode;
  const control = 'h-7 rounded-md border border-control bg-surface px-2 text-sm aria-invalid:border-bad';
  return (
    <form
      className="flex flex-wrap items-center justify-end gap-1.5 md:flex-nowrap"
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) save.mutate({ target: Number(target), mode });
      }}
    >
      <input
        aria-label={`How many of ${pool.title} are kept ready`}
        aria-invalid={!valid || undefined}
        inputMode="numeric"
        value={target}
        onChange={(event) => setTarget(event.target.value)}
        className={`${control} w-12 text-right`}
      />
      <select
        aria-label={`How ${pool.title} are kept`}
        value={mode}
        onChange={(event) => setMode(event.target.value === 'frozen' ? 'frozen' : 'running')}
        className={control}
      >
        <option value="running">running</option>
        <option value="frozen">frozen</option>
      </select>
      <Button size="sm" type="submit" busy={save.isPending} disabled={!changed || !valid}>
        Set
      </Button>
    </form>
  );
}
