import { Fragment, useEffect, useLayoutEffect, useRef } from 'react';
import { Group, Panel, useDefaultLayout } from 'react-resizable-panels';
import { browserStorage } from '../../components/browser-storage.ts';
import { Divider } from '../../components/divider.tsx';
import { useMedia } from '../../components/use-media.ts';
import { PaneHeader } from './pane-header.tsx';
import { keysIn, type Layout, type Split } from './splits.ts';
import type { Terminals } from './use-terminals.ts';

export interface SplitViewProps {
  readonly attemptId: string;
  readonly layout: Layout;
  readonly labels: ReadonlyMap<string, string>;
  readonly terminals: Terminals;
  /** The element that a terminal is drawn in. It is moved, not made anew, so that the terminal stays as it is. */
  readonly hostOf: (key: string) => HTMLElement;
}

/** The terminals of one tab, with dividers between them whose places are remembered. */
export function SplitView(props: SplitViewProps) {
  const { layout } = props;
  if (typeof layout === 'string') return <Slot {...props} tabKey={layout} />;
  return <Panels {...props} key={idOf(layout)} split={layout} />;
}

function Panels({ split, ...props }: SplitViewProps & { readonly split: Split }) {
  const panelIds = split.parts.map(idOf);
  // On a phone there is room for one beside nothing.
  const direction = useMedia('(min-width: 40rem)') ? split.direction : 'column';
  const remembered = useDefaultLayout({
    id: `springboard.split.${props.attemptId}.${direction}`,
    panelIds,
    storage: browserStorage,
    onlySaveAfterUserInteractions: true,
  });
  return (
    <Group
      key={direction}
      orientation={direction === 'row' ? 'horizontal' : 'vertical'}
      className="h-full"
      {...(remembered.defaultLayout === undefined ? {} : { defaultLayout: remembered.defaultLayout })}
      onLayoutChanged={remembered.onLayoutChanged}
    >
      {split.parts.map((part, index) => (
        <Fragment key={idOf(part)}>
          {index > 0 ? (
            <Divider
              label={direction === 'row' ? 'Width of the terminals' : 'Height of the terminals'}
              between={direction}
            />
          ) : null}
          <Panel id={idOf(part)} minSize={direction === 'row' ? '120px' : '72px'}>
            {typeof part === 'string' ? (
              <Slot {...props} tabKey={part} shared />
            ) : (
              <Panels {...props} key={idOf(part)} split={part} />
            )}
          </Panel>
        </Fragment>
      ))}
    </Group>
  );
}

interface SlotProps extends Omit<SplitViewProps, 'layout'> {
  readonly tabKey: string;
  readonly shared?: boolean;
}

/** The place of one terminal. */
function Slot({ tabKey, shared = false, labels, terminals, hostOf }: SlotProps) {
  const place = useRef<HTMLDivElement>(null);
  const host = hostOf(tabKey);
  useLayoutEffect(() => place.current?.append(host), [host]);
  const focused = useRef(() => {});
  focused.current = () => {
    if (terminals.active !== tabKey) terminals.select(tabKey);
  };
  // What is in the place is not a child of it for React, so its events do not pass here.
  useEffect(() => {
    const element = place.current;
    const listener = () => focused.current();
    element?.addEventListener('focusin', listener);
    return () => element?.removeEventListener('focusin', listener);
  }, []);
  return (
    <div className="flex h-full min-h-0 flex-col">
      {shared ? (
        <PaneHeader
          label={labels.get(tabKey) ?? tabKey}
          front={terminals.active === tabKey}
          onFocus={() => terminals.enter(tabKey)}
          onUnsplit={() => terminals.unsplit(tabKey)}
          onClose={() => terminals.close(tabKey)}
        />
      ) : null}
      <div
        ref={place}
        data-terminal-panel={tabKey}
        tabIndex={-1}
        className="min-h-0 flex-1 outline-none *:h-full"
      />
    </div>
  );
}

function idOf(layout: Layout): string {
  return keysIn(layout).join('+');
}
