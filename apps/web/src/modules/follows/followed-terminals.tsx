import { Tabs } from '@base-ui/react/tabs';
import type { NodeView } from '@springboard/contracts/environments.ts';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { followedTerminalsQuery } from '../../api/follows.ts';
import { keyOf, labelOf } from '../terminals/tabs.ts';
import { FollowedTerminal } from './followed-terminal.tsx';

export interface FollowedTerminalsProps {
  readonly followId: string;
  readonly nodes: readonly NodeView[];
}

/** The terminals of the learner, one at a time: which of them one looks at is one's own choice. */
export function FollowedTerminals({ followId, nodes }: FollowedTerminalsProps) {
  const list = useRef<HTMLDivElement>(null);
  const listed = useQuery(followedTerminalsQuery(followId));
  const terminals = listed.data ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const first = terminals[0];
  const active = terminals.find((one) => keyOf(one) === chosen) ?? first;
  const titles = new Map(nodes.map((node) => [node.name, node.title]));
  if (active === undefined) return null;
  const leave = () => list.current?.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();
  return (
    <Tabs.Root
      value={keyOf(active)}
      onValueChange={(key: string) => setChosen(key)}
      className="flex h-full min-h-0 flex-col bg-terminal"
    >
      <Tabs.List
        ref={list}
        aria-label="Terminals of the learner"
        className="flex h-9 shrink-0 items-stretch overflow-x-auto border-b border-line bg-inset [scrollbar-width:none]"
      >
        {terminals.map((one) => (
          <Tabs.Tab
            key={keyOf(one)}
            value={keyOf(one)}
            className="shrink-0 border-r border-line px-3 text-sm text-ink-2 -outline-offset-2 hover:text-ink data-[active]:bg-terminal data-[active]:text-ink data-[active]:shadow-[inset_0_2px_0_var(--color-accent)]"
          >
            {labelOf({ ...one, name: null }, titles)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={keyOf(active)} tabIndex={-1} className="min-h-0 flex-1 outline-none">
        <FollowedTerminal
          key={keyOf(active)}
          followId={followId}
          terminal={active}
          label={`Terminal ${active.number} of the learner on ${titles.get(active.node) ?? active.node}`}
          onLeave={leave}
        />
      </Tabs.Panel>
    </Tabs.Root>
  );
}
