import { useResolvedTheme } from '@springboard/ui/theme.ts';
import type { Player as AsciinemaPlayer } from 'asciinema-player';
import {
  type CSSProperties,
  type Ref,
  type RefObject,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from 'react';
import { terminalTheme } from '../terminals/terminal-theme.ts';
import type { Cast } from './cast.ts';
import type { Moment } from './moments.ts';

export interface PlayerHandle {
  /** Goes to a place in the replay, in seconds, and plays on if it played. */
  seek(at: number): void;
  /** Where it stands, in seconds. */
  place(): number;
}

export interface PlayerProps {
  readonly cast: Cast;
  readonly moments: readonly Moment[];
  readonly speed: number;
  /** Where it stands when it is opened, in seconds; at the beginning a large sign stands before a screen of it, any other place is shown as it is. */
  readonly startAt: number;
  /** What is played, for who does not see it. */
  readonly label: string;
  readonly ref: Ref<PlayerHandle>;
  readonly onFailure: (error: unknown) => void;
}

/**
 * Plays a recording. What it holds is drawn by the player as text and never as HTML. The player knows neither another speed nor other colours once it
 * runs: for these it is made anew, at the same place.
 */
export function Player({ cast, moments, speed, startAt, label, ref, onFailure }: PlayerProps) {
  const theme = useResolvedTheme();
  const container = useRef<HTMLDivElement>(null);
  const running = useRef<AsciinemaPlayer>(null);
  /** `begun`: it has been played or gone to a place since the page was opened. */
  const place = useRef({ at: startAt, playing: false, begun: startAt > 0 });
  const moving = useRef(false);
  const failed = useRef(onFailure);
  const [loading, setLoading] = useState(true);

  useEffect(() => {
    failed.current = onFailure;
  }, [onFailure]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the player reads the colours of the theme when it is made
  useEffect(() => {
    const element = container.current;
    if (element === null) return;
    let player: AsciinemaPlayer | undefined;
    let left = false;
    const begin = async () => {
      const { create } = await import('./asciinema.ts');
      if (left) return;
      const { at, playing, begun } = place.current;
      const poster = begun ? at : posterOf(cast, moments);
      const options = optionsOf({ at, poster, playing, speed, moments });
      const made = create({ data: dataOf(cast), parser: 'asciicast' }, element, options);
      player = made;
      running.current = made;
      const playingIs = (now: boolean) => () => {
        if (left) return;
        place.current.playing = now;
        place.current.begun ||= now;
      };
      made.addEventListener('playing', playingIs(true));
      made.addEventListener('pause', playingIs(false));
      made.addEventListener('ended', playingIs(false));
      setLoading(false);
      if (begun && !playing) await beginAt(made, at, moving);
    };
    begin().catch((error: unknown) => {
      if (!left) failed.current(error);
    });
    return () => {
      left = true;
      if (player === undefined) return;
      // One that is on its way to a place says where it is, and not where it goes.
      if (!moving.current) place.current.at = player.getCurrentTime() || 0;
      player.dispose();
      running.current = null;
    };
  }, [cast, moments, speed, theme]);

  useImperativeHandle(
    ref,
    () => ({
      place: () =>
        (moving.current ? place.current.at : running.current?.getCurrentTime()) || place.current.at,
      seek: (at) => {
        const player = running.current;
        place.current.at = at;
        if (player === null) return;
        const gone = place.current.begun ? player.seek(at) : beginAt(player, at, moving);
        gone.catch((error: unknown) => {
          if (running.current === player) failed.current(error);
        });
      },
    }),
    [],
  );

  return (
    // The outline stands here because the player's styles take it from what its keys go to.
    <section
      aria-label={label}
      aria-busy={loading}
      style={coloursOf(theme)}
      className="flex h-[clamp(15rem,62vw,min(66dvh,42rem))] items-center justify-center overflow-hidden rounded-lg border border-line bg-terminal outline-offset-2 outline-focus has-[.ap-term-text:focus-visible]:outline-2"
    >
      <div ref={container} className="size-full" />
    </section>
  );
}

/** Stands at a place, without the large sign of a player that was never begun, which would cover it. */
async function beginAt(player: AsciinemaPlayer, at: number, moving: RefObject<boolean>): Promise<void> {
  moving.current = true;
  try {
    await player.play();
    await player.pause();
    // Paused before it drew anything, it stays blank when it goes to the place where it stands: it goes there from the beginning.
    await player.seek(0);
    await player.seek(at);
  } finally {
    moving.current = false;
  }
}

/** Where the screen behind the large sign is taken from, in seconds: something has happened by then, and an empty screen says nothing. */
function posterOf(cast: Cast, moments: readonly Moment[]): number {
  return Math.max(moments[0]?.at ?? 0, cast.playedSeconds / 10);
}

function optionsOf({
  at,
  poster,
  playing,
  speed,
  moments,
}: {
  readonly at: number;
  readonly poster: number;
  readonly playing: boolean;
  readonly speed: number;
  readonly moments: readonly Moment[];
}) {
  return {
    startAt: at,
    autoPlay: playing,
    poster: `npt:${poster}`,
    preload: true,
    speed,
    theme: 'springboard',
    fit: 'both' as const,
    controls: true,
    terminalFontFamily: 'var(--font-mono)',
    markers: moments.map((moment): [number, string] => [moment.at, moment.label]),
  };
}

/** For the player, in the form that counts from the beginning. Pauses are shortened already, so that places found in a recording are places in the player. */
function dataOf({ cols, rows, events }: Cast): unknown[] {
  const printed = events.filter(({ code }) => code !== 'm');
  return [
    { version: 2, width: cols, height: rows },
    ...printed.map(({ at, code, data }) => [at, code, data]),
  ];
}

const palette = [
  'black',
  'red',
  'green',
  'yellow',
  'blue',
  'magenta',
  'cyan',
  'white',
  'brightBlack',
  'brightRed',
  'brightGreen',
  'brightYellow',
  'brightBlue',
  'brightMagenta',
  'brightCyan',
  'brightWhite',
] as const;

function coloursOf(theme: 'light' | 'dark'): CSSProperties {
  const colours = terminalTheme(theme);
  return Object.fromEntries([
    ['--replay-foreground', colours.foreground],
    ['--replay-background', colours.background],
    ...palette.map((name, index) => [`--replay-${index}`, colours[name]]),
  ]) as CSSProperties;
}
