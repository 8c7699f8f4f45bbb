import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { NodeView } from '@springboard/contracts/environments.ts';
import { Button, buttonClass } from '@springboard/ui/button.tsx';
import { IconButton } from '@springboard/ui/icon-button.tsx';
import { Menu } from '@springboard/ui/menu.tsx';
import { Link } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { browserStorage } from '../../components/browser-storage.ts';
import { PauseOverlay } from '../../modules/environment/pause-overlay.tsx';
import { hasPrompt, keepsScreens, phaseOf } from '../../modules/environment/phase.ts';
import { useAsked } from '../../modules/environment/use-asked.ts';
import { whyNoTerminal } from '../../modules/environment/words.ts';
import { LearnerFollows } from '../../modules/follows/learner-follows.tsx';
import { useTypist } from '../../modules/follows/use-present-follows.ts';
import { createHandles } from '../../modules/terminals/handles.ts';
import { PreferenceItems } from '../../modules/terminals/preference-items.tsx';
import { StatusBar } from '../../modules/terminals/status-bar.tsx';
import { keyOf, labelOf, restoreTabs, storageKeyOf } from '../../modules/terminals/tabs.ts';
import TerminalPane from '../../modules/terminals/terminal-pane.tsx';
import { useOwnWindow } from '../../modules/terminals/use-own-window.ts';
import { useAttemptActions } from '../../modules/workspace/use-attempt-actions.ts';
import { usePageKeys } from '../../modules/workspace/use-page-keys.ts';

interface OwnWindowProps {
  readonly attempt: AttemptView;
  readonly nodeName: string;
  /** Undefined while the attempt has no environment. */
  readonly node: NodeView | undefined;
  readonly number: number;
}

/** The whole window: a bar, who follows, the terminal, and where it is. */
export function OwnWindow({ attempt, nodeName, node, number }: OwnWindowProps) {
  const { environment } = attempt;
  const phase = phaseOf(attempt);
  const typist = useTypist(attempt);
  const actions = useAttemptActions(attempt);
  const resume = useAsked('resume', 'paused', phase, actions);
  const key = keyOf({ node: nodeName, number });
  const { takenBack, showHere } = useOwnWindow(attempt.id, key);
  const [handles] = useState(createHandles);
  const [typing, setTyping] = useState(false);
  const menu = useRef<HTMLButtonElement>(null);
  const name = useName(attempt.id, nodeName, number, node?.title ?? nodeName);
  const focus = () => handles.get(key)?.focus();
  usePageKeys({ t: focus });
  useEffect(() => {
    handles.whenMounted(key).then(
      (handle) => handle.focus(),
      // The pane says itself why there is no terminal.
      () => undefined,
    );
  }, [handles, key]);

  const covered = phase === 'paused' || phase === 'resuming';
  const wasCovered = useRef(covered);
  useEffect(() => {
    if (wasCovered.current && !covered) for (const handle of handles.all()) handle.reconnect();
    wasCovered.current = covered;
  }, [covered, handles]);
  const opened = useRef(false);
  if (hasPrompt(phase)) opened.current = true;

  return (
    <div className="flex h-dvh flex-col overflow-hidden bg-terminal">
      <title>{`${name} · ${attempt.lab.title} · Springboard`}</title>
      <header className="flex h-9 shrink-0 items-center gap-2 border-b border-line bg-inset pr-1.5 pl-3 text-sm">
        <h1 className="truncate font-medium max-sm:flex-1">{name}</h1>
        <p className="min-w-0 flex-1 truncate text-ink-3 max-sm:hidden">{attempt.lab.title}</p>
        <Menu
          trigger={
            <IconButton ref={menu} label="Terminal">
              <Ellipsis aria-hidden className="size-4" />
            </IconButton>
          }
        >
          <PreferenceItems />
        </Menu>
      </header>
      <LearnerFollows attempt={attempt} />
      <main
        id="main"
        tabIndex={-1}
        className="relative min-h-0 flex-1 outline-none"
        onFocus={(event) => setTyping(event.target.closest('.terminal') !== null)}
        onBlur={() => setTyping(false)}
      >
        {takenBack ? (
          <Note title="This terminal is in the workspace again" attemptId={attempt.id}>
            <Button onClick={showHere}>Show it here</Button>
          </Note>
        ) : environment === null || !keepsScreens(phase) ? (
          <Note title={whyNoTerminal(phase) ?? ''} attemptId={attempt.id} />
        ) : (
          <>
            {opened.current ? (
              <div inert={covered} className="h-full">
                <TerminalPane
                  key={environment.id}
                  attemptId={attempt.id}
                  node={nodeName}
                  number={number}
                  tabKey={key}
                  label={`Terminal ${number} on ${node?.title ?? nodeName}`}
                  visible
                  handles={handles}
                  onLeave={() => menu.current?.focus()}
                />
              </div>
            ) : null}
            {covered ? (
              <PauseOverlay
                environment={environment}
                resuming={phase === 'resuming'}
                busy={resume.asked}
                overScreens={opened.current}
                onResume={resume.ask}
                onGone={focus}
              />
            ) : null}
          </>
        )}
      </main>
      <StatusBar node={node} typing={typing} typist={typist} />
    </div>
  );
}

/** The name that the person gave it in the workspace, else the node's. */
function useName(attemptId: string, node: string, number: number, title: string): string {
  return useMemo(() => {
    const { tabs } = restoreTabs(browserStorage.getItem(storageKeyOf(attemptId)), [node]);
    const tab = tabs.find((each) => each.number === number) ?? { node, number, name: null };
    return labelOf(tab, new Map([[node, title]]));
  }, [attemptId, node, number, title]);
}

function Note(props: { readonly title: string; readonly attemptId: string; readonly children?: ReactNode }) {
  return (
    <div className="grid h-full place-items-center bg-canvas p-4">
      <div className="max-w-sm text-center">
        <p role="status" className="text-sm font-medium text-pretty">
          {props.title}
        </p>
        <p className="mt-3 flex items-center justify-center gap-2">
          {props.children}
          <Link to="/attempts/$id" params={{ id: props.attemptId }} className={buttonClass()}>
            Go to the workspace
          </Link>
        </p>
      </div>
    </div>
  );
}
