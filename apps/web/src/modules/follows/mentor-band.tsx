import type { FollowView } from '@springboard/contracts/follows.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Spinner } from '@springboard/ui/spinner.tsx';
import { Eye, Keyboard } from 'lucide-react';
import { askTakeover, endTakeover, stopFollow } from '../../api/follows.ts';
import { Strip } from '../environment/strip.tsx';
import { useFollowActions } from './use-follow-actions.ts';

export interface MentorBandProps {
  readonly follow: FollowView;
  /** Other mentors who watch. */
  readonly others: readonly FollowView[];
}

/** For a mentor who follows: that the learner sees it, who types, and the ways out. */
export function MentorBand({ follow, others }: MentorBandProps) {
  const { act, acting } = useFollowActions();
  const { id, takeover } = follow;
  const back = () => act('back', () => endTakeover(id));
  const typist = others.find((other) => other.takeover === 'held');
  const leave = (
    <Button size="sm" busy={acting === 'leave'} onClick={() => act('leave', () => stopFollow(id))}>
      Leave
    </Button>
  );
  if (takeover === 'held') {
    return (
      <Strip
        tone="warn"
        icon={<Keyboard aria-hidden />}
        title="You type."
        end={
          <span className="flex shrink-0 gap-2">
            <Button size="sm" variant="primary" busy={acting === 'back'} onClick={back}>
              Hand the keyboard back
            </Button>
            {leave}
          </span>
        }
      >
        The learner’s keys are held off
        <span className="max-sm:hidden">, and they can take them back at any moment</span>.
      </Strip>
    );
  }
  return (
    <Strip
      tone="accent"
      icon={takeover === 'asked' ? <Spinner /> : <Eye aria-hidden />}
      title={takeover === 'asked' ? 'You asked to type.' : 'You are watching.'}
      end={
        <span className="flex shrink-0 gap-2">
          {takeover === 'asked' ? (
            <Button size="sm" busy={acting === 'back'} onClick={back}>
              Take the request back
            </Button>
          ) : (
            <Button
              size="sm"
              disabled={typist !== undefined}
              busy={acting === 'type'}
              onClick={() => act('type', () => askTakeover(id))}
            >
              Ask to type
            </Button>
          )}
          {leave}
        </span>
      }
    >
      {typist === undefined ? 'The learner sees your name. ' : `${typist.mentor.name} is typing. `}
      {others.length === 0 ? null : `Also here: ${others.map(({ mentor }) => mentor.name).join(', ')}.`}
    </Strip>
  );
}
