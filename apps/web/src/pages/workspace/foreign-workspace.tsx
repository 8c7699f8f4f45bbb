import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { Callout } from '@springboard/ui/callout.tsx';
import { Eye } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useMay } from '../../api/session.ts';
import { useAttemptEvents } from '../../api/use-attempt-events.ts';
import { MaintenanceBanner } from '../../components/maintenance-banner.tsx';
import { RunContext, type Runner } from '../../components/run-context.ts';
import { useMedia } from '../../components/use-media.ts';
import { phaseOf } from '../../modules/environment/phase.ts';
import { FollowedTerminals } from '../../modules/follows/followed-terminals.tsx';
import { MentorBand } from '../../modules/follows/mentor-band.tsx';
import { MentorCallout } from '../../modules/follows/mentor-callout.tsx';
import { useMyFollow } from '../../modules/follows/use-my-follow.ts';
import { Guide } from '../../modules/workspace/guide.tsx';
import { LiveStrip } from '../../modules/workspace/live-strip.tsx';
import { TopBar } from '../../modules/workspace/top-bar.tsx';
import { useAttemptActions } from '../../modules/workspace/use-attempt-actions.ts';
import { NarrowLayout, type Side, WideLayout } from './layout.tsx';

const runner: Runner = {
  ready: false,
  reason: "This is somebody else's attempt.",
  run: () => Promise.resolve(),
};
const nothing = () => undefined;

/** Somebody else's attempt: its guide and how it stands, kept current; and its terminals, where the learner lets a mentor follow. */
export function ForeignWorkspace({ attempt }: { readonly attempt: AttemptView }) {
  const live = useAttemptEvents(attempt.id);
  const actions = { ...useAttemptActions(attempt), active: false };
  const mayFollow = useMay('terminal.any.follow');
  const mine = useMyFollow(attempt);
  const { follow } = mine;
  const following = follow?.state === 'following' ? follow : undefined;
  const guide = (
    <RunContext value={runner}>
      <Guide
        attempt={attempt}
        phase={phaseOf(attempt)}
        actions={actions}
        onFinish={nothing}
        onResume={nothing}
      />
    </RunContext>
  );
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
      <MaintenanceBanner wide />
      <LiveStrip live={live} />
      {following === undefined ? (
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto flex min-h-0 w-full max-w-3xl flex-1 flex-col outline-none"
        >
          {mayFollow ? (
            <MentorCallout attempt={attempt} mine={mine} />
          ) : (
            <Callout role="status" icon={<Eye aria-hidden />} className="m-3">
              This is somebody else's attempt. You can read it; only they can work in it.
            </Callout>
          )}
          <div className="min-h-0 flex-1">{guide}</div>
        </main>
      ) : (
        <>
          <MentorBand follow={following} others={mine.others} />
          <main id="main" tabIndex={-1} className="min-h-0 flex-1 outline-none">
            <Both
              guide={guide}
              terminals={
                <FollowedTerminals followId={following.id} nodes={attempt.environment?.nodes ?? []} />
              }
            />
          </main>
        </>
      )}
    </div>
  );
}

function Both({ guide, terminals }: { readonly guide: ReactNode; readonly terminals: ReactNode }) {
  const wide = useMedia('(min-width: 56rem)');
  const [side, setSide] = useState<Side>('work');
  if (wide) return <WideLayout guide={guide} work={terminals} />;
  return (
    <NarrowLayout
      guide={guide}
      work={terminals}
      side={side}
      onSide={setSide}
      workLabel="Terminal"
      aside={null}
    />
  );
}
