import type { FollowView } from '@springboard/contracts/follows.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Kbd } from '@springboard/ui/kbd.tsx';
import { Eye, Keyboard } from 'lucide-react';
import { useState } from 'react';
import { endTakeover, stopFollow } from '../../api/follows.ts';
import { Strip } from '../environment/strip.tsx';
import type { FollowActions } from './use-follow-actions.ts';
import { useHeldKeys } from './use-held-keys.ts';

interface FollowBandProps {
  readonly follow: FollowView;
  readonly actions: FollowActions;
}

/** One line for each mentor who watches, types, or may come back without asking. */
export function FollowBand({ follow, actions }: FollowBandProps) {
  if (follow.takeover === 'held') return <Typing follow={follow} actions={actions} />;
  if (follow.state === 'following') return <Watching follow={follow} actions={actions} />;
  if (follow.state === 'away') return <Away follow={follow} actions={actions} />;
  return null;
}

function Typing({ follow, actions }: FollowBandProps) {
  const { id, mentor } = follow;
  const takeBack = () => actions.act(`${id} back`, () => endTakeover(id));
  const pressed = useHeldKeys(takeBack);
  return (
    <>
      <Strip
        tone="warn"
        icon={<Keyboard aria-hidden />}
        title={`${mentor.name} is typing.`}
        end={
          <span className="flex shrink-0 items-center gap-2">
            <Button size="sm" variant="primary" busy={actions.acting === `${id} back`} onClick={takeBack}>
              Take the keyboard back
            </Button>
            <Stop follow={follow} actions={actions} />
          </span>
        }
      >
        Your keys are held off
        <span className="max-sm:hidden">
          ; <Kbd>Esc</Kbd> in a terminal takes them back
        </span>
        .
      </Strip>
      <p role="alert" className="sr-only">
        {pressed ? `Your key was held off: ${mentor.name} is typing. Escape takes the keyboard back.` : ''}
      </p>
    </>
  );
}

function Watching({ follow, actions }: FollowBandProps) {
  return (
    <Strip
      tone="accent"
      icon={<Eye aria-hidden />}
      title={`${follow.mentor.name} is watching your terminals.`}
      end={<Stop follow={follow} actions={actions} />}
    >
      They cannot type.
    </Strip>
  );
}

function Away({ follow, actions }: FollowBandProps) {
  const [seen, setSeen] = useState(false);
  if (seen) return null;
  return (
    <Strip
      tone="accent"
      icon={<Eye aria-hidden />}
      title={`${follow.mentor.name} is not watching now.`}
      end={<Stop follow={follow} actions={actions} label="Do not let them" />}
      onDismiss={() => setSeen(true)}
    >
      They may come back without asking, as you agreed, until this environment ends.
    </Strip>
  );
}

function Stop({ follow, actions, label = 'Stop' }: FollowBandProps & { readonly label?: string }) {
  const { id, mentor } = follow;
  return (
    <Button
      size="sm"
      aria-label={label === 'Stop' ? `Stop being followed by ${mentor.name}` : undefined}
      busy={actions.acting === `${id} stop`}
      onClick={() => actions.act(`${id} stop`, () => stopFollow(id))}
    >
      {label}
    </Button>
  );
}
