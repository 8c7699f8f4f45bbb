import { type ReactNode, type RefObject, useRef, useState } from 'react';
import { type Cast, longestPause, placeOf } from './cast.ts';
import { MomentList } from './moment-list.tsx';
import type { Moment } from './moments.ts';
import { Player, type PlayerHandle } from './player.tsx';
import { SearchPanel } from './search-panel.tsx';

const speeds = [0.5, 1, 2, 4, 8] as const;

/** The player with what leads to places in it. */
export function Replay({
  cast,
  moments,
  label,
  from,
  handle,
  above,
  below,
  onFailure,
}: {
  readonly cast: Cast;
  /** Marks on the player's bar; chapters are listed by whoever has them. */
  readonly moments: readonly Moment[];
  readonly label: string;
  /** A moment to begin at, in ms since the epoch; null: at the beginning. */
  readonly from: number | null;
  /** For who wants to know where the player stands. */
  readonly handle?: RefObject<PlayerHandle | null>;
  /** Stands above the search, and below the player. */
  readonly above?: (seek: (at: number) => void) => ReactNode;
  readonly below?: ReactNode;
  readonly onFailure: (error: unknown) => void;
}) {
  const own = useRef<PlayerHandle>(null);
  const player = handle ?? own;
  const [speed, setSpeed] = useState(1);
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
        {below}
      </div>
      <div className="flex min-w-0 flex-col gap-4">
        {above?.(seek)}
        <SearchPanel cast={cast} onSeek={seek} />
        <MomentList moments={moments.filter(({ kind }) => kind !== 'chapter')} onSeek={seek} />
      </div>
    </div>
  );
}
