import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { Callout } from '@springboard/ui/callout.tsx';
import { Eye } from 'lucide-react';
import { useAttemptEvents } from '../../api/use-attempt-events.ts';
import { RunContext, type Runner } from '../../components/run-context.ts';
import { phaseOf } from '../../modules/environment/phase.ts';
import { Guide } from '../../modules/workspace/guide.tsx';
import { LiveStrip } from '../../modules/workspace/live-strip.tsx';
import { TopBar } from '../../modules/workspace/top-bar.tsx';
import { useAttemptActions } from '../../modules/workspace/use-attempt-actions.ts';

const runner: Runner = {
  ready: false,
  reason: "This is somebody else's attempt.",
  run: () => Promise.resolve(),
};
const nothing = () => undefined;

/** Somebody else's attempt: its guide and how it stands, kept current, with nothing to act on. */
export function ForeignWorkspace({ attempt }: { readonly attempt: AttemptView }) {
  const live = useAttemptEvents(attempt.id);
  const actions = { ...useAttemptActions(attempt), active: false };
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <title>{`${attempt.lab.title} · Springboard`}</title>
      <TopBar
        attempt={attempt}
        phase={phaseOf(attempt)}
        live={live}
        actions={actions}
        pausing={false}
        onPause={nothing}
        onResume={nothing}
        onDialog={nothing}
      />
      <LiveStrip live={live} />
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto flex min-h-0 w-full max-w-3xl flex-1 flex-col outline-none"
      >
        <Callout role="status" icon={<Eye aria-hidden />} className="m-3">
          This is somebody else's attempt. You can read it; only they can work in it.
        </Callout>
        <div className="min-h-0 flex-1">
          <RunContext value={runner}>
            <Guide
              attempt={attempt}
              phase={phaseOf(attempt)}
              actions={actions}
              onFinish={nothing}
              onResume={nothing}
            />
          </RunContext>
        </div>
      </main>
    </div>
  );
}
