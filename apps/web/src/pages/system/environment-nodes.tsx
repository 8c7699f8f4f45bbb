import type { EnvironmentDetail } from '@springboard/contracts/fleet.ts';
import { Badge, type Tone } from '@springboard/ui/badge.tsx';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { Section } from '../../components/section.tsx';

type Node = EnvironmentDetail['nodes'][number];

const looks: Readonly<Record<NonNullable<Node['status']>, { readonly word: string; readonly tone: Tone }>> = {
  running: { word: 'Running', tone: 'good' },
  stopped: { word: 'Stopped', tone: 'warn' },
  frozen: { word: 'Frozen', tone: 'neutral' },
  freezing: { word: 'Half-way frozen', tone: 'warn' },
  error: { word: 'Error', tone: 'bad' },
};

const columns: readonly Column<Node>[] = [
  {
    head: 'Node',
    cell: (node) => (
      <span className="flex items-center gap-2">
        <span className="font-mono text-xs">{node.name}</span>
        {node.hidden ? <Badge>hidden</Badge> : null}
      </span>
    ),
  },
  {
    head: 'On the engine',
    cell: (node) =>
      node.status === null ? (
        <span className="text-ink-3">not there</span>
      ) : (
        <Badge tone={looks[node.status].tone}>{looks[node.status].word}</Badge>
      ),
  },
  {
    head: 'Image',
    grow: true,
    cell: (node) => <span className="font-mono text-xs break-all text-ink-2">{node.image}</span>,
  },
];

/** Its nodes, those that learners never see included, as the engine has them now. */
export function EnvironmentNodes({ nodes }: { readonly nodes: readonly Node[] }) {
  return (
    <Section title="Nodes" count={nodes.length}>
      <DataTable label="Nodes" columns={columns} rows={nodes} keyOf={(node) => node.name} />
    </Section>
  );
}
