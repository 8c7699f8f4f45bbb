import type { AttemptView } from '@springboard/contracts/attempts.ts';
import { useMemo, useRef, useState } from 'react';
import { type Cast, longestPause, placeOf } from './cast.ts';
import { MomentList } from './moment-list.tsx';
import { momentsIn } from './moments.ts';
import { Player, type PlayerHandle } from './player.tsx';
import { SearchPanel } from './search-panel.tsx';

const speeds = [0.5, 1, 2, 4, 8] as const;

/** The player with what leads to places in it. */
export function Replay({
  cast,
  attempt,
  label,
  from,
  onFailure,
}: {
  readonly cast: Cast;
  /** Whose tasks and invariants are marked; none until it is known. */
  readonly attempt: AttemptView | undefined;
  readonly label: string;
  /** A moment to begin at, in ms since the epoch; null: at the beginning. */
  readonly from: number | null;
  readonly onFailure: (error: unknown) => void;
}) {
  const player = useRef<PlayerHandle>(null);
  const [speed, setSpeed] = useState(1);
  const moments = useMemo(() => momentsIn(cast, attempt), [cast, attempt]);
  const seek = (at: number) => player.current?.seek(at);
  return (
    <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="min-w-0">
        <Player
          ref={player}
          cast={cast}
          moments={moments}
          speed={speed}
          startAt={from === null ? 0 : placeOf(cast, from)}
          label={label}
          onFailure={onFailure}
        />
        <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-xs text-ink-3">
          <label className="flex items-center gap-2 text-ink-2">
            Speed
            <select
              value={speed}
              onChange={(event) => setSpeed(Number(event.target.value))}
              className="h-7 rounded-md border border-control bg-surface px-1.5 text-xs text-ink"
            >
              {speeds.map((one) => (
                <option key={one} value={one}>
                  {one}×
                </option>
              ))}
            </select>
          </label>
          <p>
            Pauses are cut to {longestPause} s. In the player: Space plays, ← → go 5 s, [ ] go to a mark, F
            fills the screen, ? shows all keys.
          </p>
        </div>
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        <SearchPanel cast={cast} onSeek={seek} />
        <MomentList moments={moments} onSeek={seek} />
      </div>
    </div>
  );
}
