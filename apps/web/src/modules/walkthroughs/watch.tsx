import { shellWords } from '@springboard/contracts/recordings.ts';
import type { WalkthroughView } from '@springboard/contracts/walkthroughs.ts';
import { Button } from '@springboard/ui/button.tsx';
import { ArrowRight } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { Prose } from '../../components/prose.tsx';
import { type Cast, placeOf } from '../replay/cast.ts';
import { partCastQuery } from '../replay/cast-query.ts';
import type { PlayerHandle } from '../replay/player.tsx';
import { Replay } from '../replay/replay.tsx';
import { ChapterList } from './chapter-list.tsx';
import { chapterAt, chapterMoments, placeChapters } from './chapters.ts';
import { PartBody } from './part-body.tsx';

/** So often the page looks where the player stands, in milliseconds: a chapter's words come with its moment. */
const lookEveryMs = 400;

/** A walk-through as it is watched: its terminal, its chapters, and the words of the one that is told. */
export function Watch({ view, preview }: { readonly view: WalkthroughView; readonly preview: boolean }) {
  const [place, setPlace] = useState<{ readonly part: number; readonly chapter: number | undefined }>({
    part: view.chapters[0]?.part ?? 0,
    chapter: undefined,
  });
  const { part, chapter } = place;
  const of = view.parts[part];
  if (!of) return null;
  return (
    <PartBody key={part} query={partCastQuery(view.id, part, preview)}>
      {(cast, onFailure) => (
        <Part
          view={view}
          part={part}
          cast={cast}
          begin={chapter}
          label={`Walk-through: ${of.node}, ${shellWords(of.number)}`}
          onPart={(next, to) => setPlace({ part: next, chapter: to })}
          onFailure={onFailure}
        />
      )}
    </PartBody>
  );
}

function Part({
  view,
  part,
  cast,
  begin,
  label,
  onPart,
  onFailure,
}: {
  readonly view: WalkthroughView;
  readonly part: number;
  readonly cast: Cast;
  /** The chapter that it was come to for. */
  readonly begin: number | undefined;
  readonly label: string;
  readonly onPart: (part: number, chapter: number) => void;
  readonly onFailure: () => void;
}) {
  const { chapters } = view;
  const handle = useRef<PlayerHandle>(null);
  const placed = useMemo(() => placeChapters(chapters, part, cast), [chapters, part, cast]);
  const moments = useMemo(() => chapterMoments(placed, chapters), [placed, chapters]);
  const [current, setCurrent] = useState(begin ?? placed[0]?.index);
  useEffect(() => {
    const timer = setInterval(() => {
      // Before the first chapter its words are an introduction.
      const told = chapterAt(placed, handle.current?.place() ?? 0);
      if (told !== undefined) setCurrent(told);
    }, lookEveryMs);
    return () => clearInterval(timer);
  }, [placed]);
  const go = (index: number, seek: (at: number) => void) => {
    const to = chapters[index];
    if (to === undefined) return;
    if (to.part !== part) {
      onPart(to.part, index);
      return;
    }
    setCurrent(index);
    seek(placeOf(cast, Date.parse(to.at)));
  };
  const from = begin === undefined ? null : Date.parse(chapters[begin]?.at ?? '');
  return (
    <Replay
      cast={cast}
      moments={moments}
      label={label}
      from={from}
      handle={handle}
      onFailure={onFailure}
      above={(seek) => <ChapterList view={view} current={current} onGo={(index) => go(index, seek)} />}
      below={
        <Told view={view} current={current} onNext={(index) => go(index, (at) => handle.current?.seek(at))} />
      }
    />
  );
}

/** The words of the chapter that is told, and the way to the next. */
function Told({
  view: { chapters },
  current,
  onNext,
}: {
  readonly view: WalkthroughView;
  readonly current: number | undefined;
  readonly onNext: (index: number) => void;
}) {
  const chapter = current === undefined ? undefined : chapters[current];
  if (current === undefined || chapter === undefined) return null;
  const next = chapters[current + 1];
  return (
    <section aria-label="What is told" className="mt-4 rounded-lg border border-line bg-surface px-5 py-4">
      <h2 className="text-md font-semibold text-pretty">{chapter.title}</h2>
      {chapter.body === null ? null : <Prose prose={chapter.body} className="mt-2" />}
      {next === undefined ? null : (
        <div className="mt-3">
          <Button size="sm" onClick={() => onNext(current + 1)} className="max-w-full">
            <span className="truncate">Next: {next.title}</span>
            <ArrowRight aria-hidden className="size-3.5 shrink-0" />
          </Button>
        </div>
      )}
    </section>
  );
}
