import { shellWords } from '@springboard/contracts/recordings.ts';
import type { WalkthroughDraftView } from '@springboard/contracts/walkthroughs.ts';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { BookmarkPlus, SquareTerminal } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { saveWalkthrough, walkthroughDraftQuery } from '../../api/walkthroughs.ts';
import { PageFailed } from '../../components/page-failed.tsx';
import { Section } from '../../components/section.tsx';
import { useAutosave } from '../../components/use-autosave.ts';
import { placeOf } from '../../modules/replay/cast.ts';
import { castQuery } from '../../modules/replay/cast-query.ts';
import type { PlayerHandle } from '../../modules/replay/player.tsx';
import { Replay } from '../../modules/replay/replay.tsx';
import { ChapterEditor } from '../../modules/walkthroughs/chapter-editor.tsx';
import {
  changeChapter,
  type EditedChapter,
  type EditedDraft,
  fromEdited,
  toEdited,
  withChapter,
  withoutChapter,
  withPart,
} from '../../modules/walkthroughs/draft-changes.ts';
import { HiddenNote } from '../../modules/walkthroughs/hidden-note.tsx';
import { PartBody } from '../../modules/walkthroughs/part-body.tsx';
import { RecordingChoice } from '../../modules/walkthroughs/recording-choice.tsx';
import { SpanPanel } from '../../modules/walkthroughs/span-panel.tsx';
import { EditHeader } from './edit-header.tsx';
import { GoneParts } from './gone-parts.tsx';
import { Missing } from './missing.tsx';

/** Where a walk-through is made: the terminal that is shown, from where to where, and what is said of it. */
export function WalkthroughEditPage() {
  const { id } = useParams({ from: '/signed-in/shell/walkthroughs/$id/edit' });
  const found = useQuery({ ...walkthroughDraftQuery(id), refetchOnWindowFocus: false });
  if (found.data !== undefined) return <Editor key={id} view={found.data} />;
  if (found.isError)
    return <PageFailed what="walk-through" error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <Loading label="Loading the walk-through">
      <Skeleton className="h-7 w-64" />
      <Skeleton className="mt-4 h-80 w-full" />
    </Loading>
  );
}

/** Marks would have the player made anew with every change. */
const noMoments: readonly never[] = [];

function Editor({ view }: { readonly view: WalkthroughDraftView }) {
  const client = useQueryClient();
  const save = useCallback(
    async (value: EditedDraft, revision: number) => {
      const next = await saveWalkthrough(view.id, { ...fromEdited(value), revision });
      client.setQueryData(walkthroughDraftQuery(view.id).queryKey, next);
      return next;
    },
    [client, view.id],
  );
  const [begun] = useState(() => ({ value: toEdited(view.draft), revision: view.revision }));
  const draft = useAutosave(begun, save);
  const { recordings } = view;
  const [chosen, setChosen] = useState(view.draft.parts[0]?.recording ?? recordings[0]?.name ?? '');
  const player = useRef<PlayerHandle>(null);
  const recording = recordings.find(({ name }) => name === chosen);
  /** Where the player begins when the chosen recording is loaded, in ms since the epoch. */
  const [from, setFrom] = useState<number | null>(null);
  const choose = (name: string, at: number | null) => {
    setFrom(at);
    setChosen(name);
  };
  return (
    <>
      <EditHeader view={view} draft={draft} />
      <HiddenNote hidden={view.hidden} mine />
      <label className="mb-4 flex max-w-2xl flex-col gap-1 text-sm font-medium">
        Title
        <input
          value={draft.value.title}
          maxLength={120}
          placeholder="What somebody learns from it"
          onChange={(event) => draft.change((before) => ({ ...before, title: event.target.value }))}
          className="h-8 rounded-md border border-control bg-surface px-2.5 text-sm font-normal text-ink placeholder:text-ink-3"
        />
      </label>
      {recording === undefined ? (
        <EmptyState
          icon={<SquareTerminal aria-hidden />}
          title="No recording of this attempt is kept any more"
        >
          Recordings of terminals are removed after some months. What is published stays; its title and its
          chapters can be changed.
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          <RecordingChoice
            recordings={recordings}
            used={draft.value.parts.map((part) => part.recording)}
            chosen={chosen}
            onChoose={(name) => choose(name, null)}
          />
          <PartBody key={chosen} query={castQuery(view.attemptId, chosen)}>
            {(cast, onFailure) => (
              <Replay
                cast={cast}
                moments={noMoments}
                label={`Recording of ${recording.node}, ${shellWords(recording.number)}`}
                from={from}
                handle={player}
                onFailure={onFailure}
                above={() => (
                  <SpanPanel
                    cast={cast}
                    span={draft.value.parts.find((part) => part.recording === chosen)}
                    now={() => cast.recordedAt(player.current?.place() ?? 0)}
                    onSpan={(span) => draft.change((before) => withPart(before, chosen, span))}
                    onChapter={(at) => draft.change((before) => withChapter(before, chosen, at))}
                  />
                )}
                below={
                  <Chapters
                    draft={draft.value}
                    recordings={recordings}
                    chosen={chosen}
                    onGo={({ recording: of, at }) => {
                      const time = Date.parse(at);
                      if (of === chosen) player.current?.seek(placeOf(cast, time));
                      else choose(of, time);
                    }}
                    onMove={({ key }) => {
                      const at = new Date(cast.recordedAt(player.current?.place() ?? 0)).toISOString();
                      draft.change((before) => changeChapter(before, key, { at }));
                    }}
                    onChange={draft.change}
                  />
                }
              />
            )}
          </PartBody>
        </div>
      )}
      {recording === undefined ? (
        <Chapters
          draft={draft.value}
          recordings={recordings}
          chosen={chosen}
          onGo={() => {}}
          onMove={() => {}}
          onChange={draft.change}
        />
      ) : null}
      <GoneParts view={view} draft={draft} />
      <Missing missing={view.missing} />
    </>
  );
}

function Chapters({
  draft,
  recordings,
  chosen,
  onGo,
  onMove,
  onChange,
}: {
  readonly draft: EditedDraft;
  readonly recordings: WalkthroughDraftView['recordings'];
  readonly chosen: string;
  readonly onGo: (chapter: EditedChapter) => void;
  readonly onMove: (chapter: EditedChapter) => void;
  readonly onChange: (to: (before: EditedDraft) => EditedDraft) => void;
}) {
  return (
    <div className="mt-5">
      <Section title="Chapters" count={draft.chapters.length}>
        {draft.chapters.length === 0 ? (
          <p className="flex items-start gap-2 text-sm text-pretty text-ink-2">
            <BookmarkPlus aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-3" />
            Go to a moment in the player, and press “Chapter here”. A chapter says what is done and why, and
            is a place to jump to.
          </p>
        ) : (
          <ol className="flex flex-col gap-2">
            {draft.chapters.map((chapter) => {
              const source = recordings.find(({ name }) => name === chapter.recording);
              return (
                <ChapterEditor
                  key={chapter.key}
                  chapter={chapter}
                  seconds={
                    source ? Math.max(0, Date.parse(chapter.at) - Date.parse(source.startedAt)) / 1000 : null
                  }
                  terminal={source?.node ?? ''}
                  onGo={() => onGo(chapter)}
                  onMove={source && chapter.recording === chosen ? () => onMove(chapter) : null}
                  onChange={(change) => onChange((before) => changeChapter(before, chapter.key, change))}
                  onRemove={() => onChange((before) => withoutChapter(before, chapter.key))}
                />
              );
            })}
          </ol>
        )}
      </Section>
    </div>
  );
}
