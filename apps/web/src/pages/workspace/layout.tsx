import { Tabs } from '@springboard/ui/tabs.tsx';
import type { ReactNode } from 'react';
import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';
import { browserStorage } from '../../components/browser-storage.ts';
import { Divider } from '../../components/divider.tsx';

export type Side = 'guide' | 'work';

/** Both sides next to each other with a divider; where it stands is remembered in this browser. */
export function WideLayout({ guide, work }: { readonly guide: ReactNode; readonly work: ReactNode }) {
  const layout = useDefaultLayout({
    id: 'springboard.workspace',
    storage: browserStorage,
    onlySaveAfterUserInteractions: true,
  });
  return (
    <Group
      orientation="horizontal"
      className="h-full"
      {...(layout.defaultLayout === undefined ? {} : { defaultLayout: layout.defaultLayout })}
      onLayoutChanged={layout.onLayoutChanged}
    >
      <Panel id="guide" defaultSize="40%" minSize="320px" maxSize="70%">
        {guide}
      </Panel>
      <Divider label="Width of the guide" between="row" />
      <Panel id="work" minSize="360px">
        {work}
      </Panel>
    </Group>
  );
}

export interface NarrowLayoutProps {
  readonly guide: ReactNode;
  readonly work: ReactNode;
  readonly side: Side;
  readonly onSide: (side: Side) => void;
  /** What the work side has. */
  readonly workLabel: string;
  /** State of the environment, for which the bar above has no room. */
  readonly aside: ReactNode;
}

/** One side at a time, on phones and small windows. */
export function NarrowLayout({ guide, work, side, onSide, workLabel, aside }: NarrowLayoutProps) {
  return (
    <Tabs<Side>
      className="h-full bg-surface"
      label="Guide or work"
      value={side}
      onChange={onSide}
      aside={aside}
      tabs={[
        { value: 'guide', label: 'Guide', panel: guide },
        { value: 'work', label: workLabel, panel: work },
      ]}
    />
  );
}
