import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { type RecordingView, shellWords } from '@springboard/contracts/recordings.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Callout } from '@springboard/ui/callout.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { CircleDot, RotateCw, Scissors } from 'lucide-react';
import { type ReactNode, useMemo, useRef, useState } from 'react';
import { Allowed } from '../../modules/replay/allowed.tsx';
import { type Cast, type CastResult, placeOf } from '../../modules/replay/cast.ts';
import { momentsIn } from '../../modules/replay/moments.ts';
import type { PlayerHandle } from '../../modules/replay/player.tsx';
import { Replay } from '../../modules/replay/replay.tsx';
import { NothingPrinted, PlayerFailed, PlayerRefused, Unreadable } from '../../modules/replay/states.tsx';
import { DownloadLink } from './links.tsx';

/** A recording that has come: played, or said why not. */
export function RecordingBody({
  attemptId,
  attempt,
  view,
  from,
  result,
  fetching,
  onReload,
  beside = null,
}: {
  readonly attemptId: string;
  readonly attempt: AttemptView | undefined;
  readonly view: RecordingView;
  /** A moment to begin at, in ms since the epoch. */
  readonly from: number | null;
  readonly result: CastResult;
  readonly fetching: boolean;
  readonly onReload: () => void;
  /** Stands beside the player, told how to ask it for its moment and to go to one, both in ms since the epoch. */
  readonly beside?:
    | ((cast: Cast, at: { readonly now: () => number; readonly seek: (time: number) => void }) => ReactNode)
    | null;
}) {
  const player = useRef<PlayerHandle>(null);
  const [failed, setFailed] = useState(false);
  const moments = useMemo(
    () => (result.kind === 'cast' ? momentsIn(result.cast, attempt, view.name) : []),
    [result, attempt, view.name],
  );
  const download = <DownloadLink attemptId={attemptId} name={view.name} />;
  const active = attempt?.state === 'active';
  const reload = (
    <Button size="sm" busy={fetching} icon={<RotateCw aria-hidden className="size-3.5" />} onClick={onReload}>
      Load what came since
    </Button>
  );
  if (result.kind === 'unreadable') return <Unreadable actions={download} />;
  if (result.kind === 'empty') return <NothingPrinted goesOn={active} actions={active ? reload : null} />;
  if (failed) {
    return (
      <PlayerFailed
        actions={
          <>
            <Button onClick={() => window.location.reload()}>Reload the page</Button>
            {download}
          </>
        }
      />
    );
  }
  const { cast } = result;
  const at = {
    now: () => cast.recordedAt(player.current?.place() ?? 0),
    seek: (time: number) => player.current?.seek(placeOf(cast, time)),
  };
  return (
    <>
      <Remark cast={cast} active={active} endedAt={view.endedAt} reload={reload} />
      <Allowed refused={<PlayerRefused actions={download} />}>
        <Replay
          cast={cast}
          handle={player}
          above={() => beside?.(cast, at)}
          moments={moments}
          from={from}
          label={`Recording of ${view.node}, ${shellWords(view.number)}`}
          onFailure={() => setFailed(true)}
        />
      </Allowed>
    </>
  );
}

/** That there may be more than is played. */
export function Remark({
  cast,
  active,
  endedAt,
  reload,
}: {
  readonly cast: Cast;
  readonly active: boolean;
  readonly endedAt: string;
  readonly reload: ReactNode;
}) {
  if (active && !cast.ended) {
    return (
      <Callout icon={<CircleDot aria-hidden />} className="mb-4" actions={reload}>
        This recording has no end yet: its terminal may still be open. It was written to last{' '}
        <RelativeTime at={endedAt} />.
      </Callout>
    );
  }
  if (!cast.cut) return null;
  return (
    <Callout tone="warn" icon={<Scissors aria-hidden />} className="mb-4">
      The file ends in the midst of a line. It is played as far as it goes; what came after is not in it.
    </Callout>
  );
}
