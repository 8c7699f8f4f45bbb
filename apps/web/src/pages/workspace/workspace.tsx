import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { useEffect, useMemo, useState } from 'react';
import { useAttemptEvents } from '../../api/use-attempt-events.ts';
import { MaintenanceBanner } from '../../components/maintenance-banner.tsx';
import { RunContext, type Runner } from '../../components/run-context.ts';
import { useMedia } from '../../components/use-media.ts';
import { ClassBanner } from '../../modules/classes/class-banner.tsx';
import { EnvironmentMenu } from '../../modules/environment/environment-menu.tsx';
import { EnvironmentPanel } from '../../modules/environment/environment-panel.tsx';
import { ExpiryStrip } from '../../modules/environment/expiry-strip.tsx';
import { keepsScreens, phaseOf } from '../../modules/environment/phase.ts';
import { useAsked } from '../../modules/environment/use-asked.ts';
import { usePreviousPhase } from '../../modules/environment/use-phase-change.ts';
import { useRewind } from '../../modules/environment/use-rewind.ts';
import { announcementOf, whyNoTerminal } from '../../modules/environment/words.ts';
import { LearnerFollows } from '../../modules/follows/learner-follows.tsx';
import { useTypist } from '../../modules/follows/use-present-follows.ts';
import { preloadTerminals } from '../../modules/terminals/preload.ts';
import { useTerminals } from '../../modules/terminals/use-terminals.ts';
import { WorkspaceDialogs } from '../../modules/workspace/dialogs.tsx';
import { Guide } from '../../modules/workspace/guide.tsx';
import { LiveStrip } from '../../modules/workspace/live-strip.tsx';
import { TopBar } from '../../modules/workspace/top-bar.tsx';
import { useAttemptActions } from '../../modules/workspace/use-attempt-actions.ts';
import { usePageKeys } from '../../modules/workspace/use-page-keys.ts';
import { currentTask, whyNoCheck } from '../../modules/workspace/verdicts.ts';
import type { WorkspaceDialog } from '../../modules/workspace/workspace-dialog.ts';
import { NarrowLayout, WideLayout } from './layout.tsx';
import { useSide } from './use-side.ts';
import { WorkSide } from './work-side.tsx';

const noNodes: NonNullable<AttemptView['environment']>['nodes'] = [];
const noWebUis: NonNullable<AttemptView['environment']>['webUis'] = [];

/** Guide on the left, work on the right, kept current by events. */
export function Workspace({ attempt }: { readonly attempt: AttemptView }) {
  const live = useAttemptEvents(attempt.id);
  const actions = useAttemptActions(attempt);
  const [dialog, setDialog] = useState<WorkspaceDialog | null>(null);
  const wide = useMedia('(min-width: 56rem)');
  const phase = phaseOf(attempt);
  const typist = useTypist(attempt);
  const previous = usePreviousPhase(phase);
  const [side, setSide] = useSide(phase);
  const { environment } = attempt;
  const terminals = useTerminals(attempt.id, environment?.nodes ?? noNodes, environment?.webUis ?? noWebUis);
  const current = currentTask(attempt);
  const rewind = useRewind(attempt, phase, actions);
  const resume = useAsked('resume', 'paused', phase, actions);
  const pause = useAsked('pause', 'ready', phase, actions);

  useEffect(preloadTerminals, []);

  const { run } = terminals;
  const reason = whyNoTerminal(phase);
  const runner = useMemo<Runner>(
    () => ({
      ready: reason === null,
      reason: reason ?? '',
      run: async (node, text) => {
        setSide('work');
        await run(node, text);
      },
    }),
    [reason, run, setSide],
  );

  usePageKeys({
    '?': () => setDialog({ kind: 'help' }),
    t: () => {
      setSide('work');
      if (phase === 'paused') resume.ask();
      else requestAnimationFrame(terminals.focus);
    },
    c: () => {
      if (current !== null && whyNoCheck(current, phase) === null) actions.check(current.id);
    },
  });

  const guide = (
    <RunContext value={runner}>
      <Guide
        attempt={attempt}
        phase={phase}
        actions={actions}
        onFinish={() => setDialog({ kind: 'finish' })}
        onResume={resume.ask}
      />
    </RunContext>
  );
  const work =
    environment !== null && keepsScreens(phase) ? (
      <WorkSide
        attemptId={attempt.id}
        environment={environment}
        phase={phase}
        terminals={terminals}
        typist={typist}
        rewoundTo={rewind.done}
        onRewoundSeen={rewind.seen}
        resuming={resume.asked}
        onResume={resume.ask}
      />
    ) : (
      <EnvironmentPanel
        attempt={attempt}
        phase={phase}
        actions={actions}
        onGiveUp={() => setDialog({ kind: 'give-up' })}
        rewindingTo={rewind.to}
      />
    );

  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <title>{`${attempt.lab.title} · Springboard`}</title>
      <TopBar
        attempt={attempt}
        phase={phase}
        live={live}
        actions={actions}
        pausing={pause.asked}
        onPause={pause.ask}
        onResume={resume.ask}
        onDialog={setDialog}
      />
      <p role="status" className="sr-only">
        {previous === null ? '' : announcementOf(phase, previous)}
      </p>
      <MaintenanceBanner wide />
      <LiveStrip live={live} />
      {environment !== null && keepsScreens(phase) ? (
        <ExpiryStrip environment={environment} actions={actions} />
      ) : null}
      <ClassBanner attempt={attempt} />
      <LearnerFollows attempt={attempt} />
      <main id="main" tabIndex={-1} className="min-h-0 flex-1 outline-none">
        {wide ? (
          <WideLayout guide={guide} work={work} />
        ) : (
          <NarrowLayout
            guide={guide}
            work={work}
            side={side}
            onSide={setSide}
            workLabel={environment?.webUis.length ? 'Work' : 'Terminal'}
            aside={
              <span className="sm:hidden">
                <EnvironmentMenu
                  attempt={attempt}
                  phase={phase}
                  actions={actions}
                  pausing={pause.asked}
                  onPause={pause.ask}
                  onResume={resume.ask}
                  onReset={() => setDialog({ kind: 'reset' })}
                  onConnect={() => setDialog({ kind: 'ssh' })}
                  onGiveUp={() => setDialog({ kind: 'give-up' })}
                />
              </span>
            }
          />
        )}
      </main>
      <WorkspaceDialogs
        attempt={attempt}
        phase={phase}
        dialog={dialog}
        onDialog={setDialog}
        onRewind={rewind.ask}
        actions={actions}
      />
    </div>
  );
}
