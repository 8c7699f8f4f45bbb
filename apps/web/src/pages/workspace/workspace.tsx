import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { useMemo, useState } from 'react';
import { useAttemptEvents } from '../../api/use-attempt-events.ts';
import { RunContext, type Runner } from '../../components/run-context.ts';
import { useMedia } from '../../components/use-media.ts';
import { TerminalTabs } from '../../modules/terminals/terminal-tabs.tsx';
import { useTerminals } from '../../modules/terminals/use-terminals.ts';
import { WorkspaceDialogs } from '../../modules/workspace/dialogs.tsx';
import { EnvironmentPanel } from '../../modules/workspace/environment-panel.tsx';
import { EnvironmentPill } from '../../modules/workspace/environment-pill.tsx';
import { Guide } from '../../modules/workspace/guide.tsx';
import { canCheck, hasPrompt, phaseOf } from '../../modules/workspace/phase.ts';
import { PreparingStrip } from '../../modules/workspace/preparing-strip.tsx';
import { TopBar, type WorkspaceDialog } from '../../modules/workspace/top-bar.tsx';
import { useAttemptActions } from '../../modules/workspace/use-attempt-actions.ts';
import { usePageKeys } from '../../modules/workspace/use-page-keys.ts';
import { currentTask } from '../../modules/workspace/verdicts.ts';
import { NarrowLayout, WideLayout } from './layout.tsx';
import { useSide } from './use-side.ts';

const noNodes: NonNullable<AttemptView['environment']>['nodes'] = [];

/** Guide on the left, work on the right, kept current by events. */
export function Workspace({ attempt }: { readonly attempt: AttemptView }) {
  const live = useAttemptEvents(attempt.id);
  const actions = useAttemptActions(attempt);
  const [dialog, setDialog] = useState<WorkspaceDialog | null>(null);
  const wide = useMedia('(min-width: 56rem)');
  const phase = phaseOf(attempt);
  const [side, setSide] = useSide(phase);
  const { environment } = attempt;
  const nodes = environment?.nodes ?? noNodes;
  const terminals = useTerminals(attempt.id, nodes);
  const current = currentTask(attempt);

  const prompt = hasPrompt(phase);
  const { run } = terminals;
  const runner = useMemo<Runner>(
    () => ({
      ready: prompt,
      reason: 'There is no terminal yet: the environment is not ready.',
      run: async (node, text) => {
        setSide('work');
        await run(node, text);
      },
    }),
    [prompt, run, setSide],
  );

  usePageKeys({
    '?': () => setDialog('help'),
    t: () => {
      setSide('work');
      requestAnimationFrame(terminals.focus);
    },
    c: () => {
      if (current !== null && canCheck(phase)) actions.check(current.id);
    },
  });

  const guide = (
    <RunContext value={runner}>
      <Guide
        attempt={attempt}
        checkable={canCheck(phase)}
        actions={actions}
        onFinish={() => setDialog('finish')}
      />
    </RunContext>
  );
  const work =
    prompt && environment !== null ? (
      <div className="flex h-full min-h-0 flex-col">
        {phase === 'opening' ? <PreparingStrip environment={environment} /> : null}
        <div className="min-h-0 flex-1">
          <TerminalTabs
            attemptId={attempt.id}
            environmentId={environment.id}
            nodes={nodes}
            terminals={terminals}
          />
        </div>
      </div>
    ) : (
      <EnvironmentPanel attempt={attempt} phase={phase} actions={actions} />
    );

  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <title>{`${attempt.lab.title} · Springboard`}</title>
      <TopBar attempt={attempt} phase={phase} live={live} actions={actions} onDialog={setDialog} />
      <main id="main" tabIndex={-1} className="min-h-0 flex-1 outline-none">
        {wide ? (
          <WideLayout guide={guide} work={work} />
        ) : (
          <NarrowLayout
            guide={guide}
            work={work}
            side={side}
            onSide={setSide}
            aside={<EnvironmentPill attempt={attempt} phase={phase} />}
          />
        )}
      </main>
      <WorkspaceDialogs attempt={attempt} dialog={dialog} onClose={() => setDialog(null)} actions={actions} />
    </div>
  );
}
