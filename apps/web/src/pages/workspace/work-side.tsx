import type { EnvironmentView } from '@springboard/contracts/environments.ts';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { PauseOverlay } from '../../modules/environment/pause-overlay.tsx';
import { hasPrompt, keepsScreens, type Phase } from '../../modules/environment/phase.ts';
import { WorkStrips } from '../../modules/environment/work-strips.tsx';
import { TerminalTabs } from '../../modules/terminals/terminal-tabs.tsx';
import type { Terminals } from '../../modules/terminals/use-terminals.ts';

export interface WorkSideProps {
  readonly attemptId: string;
  readonly environment: EnvironmentView;
  readonly phase: Phase;
  readonly terminals: Terminals;
  /** Name of the mentor who types in the learner's place, if one does. */
  readonly typist?: string | undefined;
  readonly rewoundTo: string | null;
  readonly onRewoundSeen: () => void;
  /** Asked to wake up, and not begun yet. */
  readonly resuming: boolean;
  readonly onResume: () => void;
}

/** The terminals with what goes on around them. A pause is laid over them: their screens stay. */
export function WorkSide(props: WorkSideProps) {
  const { environment, phase, terminals } = props;
  const prompt = hasPrompt(phase);
  // Paused from the start of this page there is no screen to keep, and no shell can be asked for.
  const opened = useRef<string | null>(null);
  if (prompt) opened.current = environment.id;
  const shown = opened.current === environment.id;
  const covered = !prompt && keepsScreens(phase);
  const heldKeys = useRef(false);
  // At once, in the same drawing: whoever woke it by typing types on, and keys in between would be the page's.
  useLayoutEffect(() => {
    if (covered || !heldKeys.current) return;
    heldKeys.current = false;
    terminals.focus();
    terminals.enterActive();
  }, [covered, terminals]);
  const wasCovered = useRef(covered);
  useEffect(() => {
    if (wasCovered.current && !covered) terminals.reconnect();
    wasCovered.current = covered;
  }, [covered, terminals]);

  return (
    <div className="flex h-full min-h-0 flex-col">
      <WorkStrips
        environment={environment}
        phase={phase}
        rewoundTo={props.rewoundTo}
        onRewoundSeen={props.onRewoundSeen}
      />
      <div className="relative min-h-0 flex-1 bg-terminal">
        {shown ? (
          <div inert={covered} className="h-full">
            <TerminalTabs
              attemptId={props.attemptId}
              environmentId={environment.id}
              nodes={environment.nodes}
              webUis={environment.webUis}
              terminals={terminals}
              typist={props.typist}
            />
          </div>
        ) : null}
        {covered ? (
          <PauseOverlay
            environment={environment}
            resuming={phase === 'resuming'}
            busy={props.resuming}
            overScreens={shown}
            onResume={props.onResume}
            onGone={() => {
              heldKeys.current = true;
            }}
          />
        ) : null}
      </div>
    </div>
  );
}
