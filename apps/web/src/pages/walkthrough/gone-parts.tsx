import type { WalkthroughDraftView } from '@springboard/contracts/walkthroughs.ts';
import { Button } from '@springboard/ui/button.tsx';
import { formatAbsolute } from '@springboard/ui/time.ts';
import type { Autosave } from '../../components/use-autosave.ts';
import { type EditedDraft, withPart } from '../../modules/walkthroughs/draft-changes.ts';

/** Parts whose recordings are no longer kept, and until when the others are. */
export function GoneParts({
  view,
  draft,
}: {
  readonly view: WalkthroughDraftView;
  readonly draft: Autosave<EditedDraft>;
}) {
  const gone = draft.value.parts.filter(
    ({ recording }) => !view.recordings.some(({ name }) => name === recording),
  );
  const [first] = view.recordings.map(({ keptUntil }) => Date.parse(keptUntil)).toSorted((a, b) => a - b);
  return (
    <>
      {gone.map(({ recording, from }) => (
        <p key={recording} className="mt-3 flex flex-wrap items-center gap-2 text-sm text-ink-2">
          The recording of the part of {formatAbsolute(Date.parse(from))} is no longer kept.
          <Button size="sm" onClick={() => draft.change((before) => withPart(before, recording, null))}>
            Take it out
          </Button>
        </p>
      ))}
      {first === undefined ? null : (
        <p className="mt-5 text-xs text-pretty text-ink-3">
          The recordings that it is made from are removed from {formatAbsolute(first)} on. What you publish is
          cut out of them and stays until you withdraw it.
        </p>
      )}
    </>
  );
}
