import type { ContentView } from '@springboard/contracts/content.ts';
import { Card } from '@springboard/ui/card.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import type { ReactNode } from 'react';
import { CommitId } from './commit-id.tsx';

/** Repository, branch and commit, and when it was and will be looked at. */
export function Source({ content }: { readonly content: ContentView }) {
  const { place, commit } = content;
  return (
    <Card>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-4 px-4 py-3.5 text-sm lg:grid-cols-4">
        <Fact label={place.kind === 'repository' ? 'Repository' : 'Folder of this installation'} wide>
          <span className="font-mono text-xs break-all">
            {place.kind === 'repository' ? place.url : place.folder}
          </span>
        </Fact>
        {place.kind === 'repository' ? (
          <>
            <Fact label="Branch">
              <span className="font-mono text-xs break-all">{place.branch}</span>
            </Fact>
            <Fact label="Folder in it">
              <span className="font-mono text-xs break-all">
                {place.folder === '' ? 'the whole of it' : place.folder}
              </span>
            </Fact>
          </>
        ) : null}
        <Fact label="Commit" wide>
          {commit === null ? (
            <span className="text-ink-2">
              {content.goodAt === null ? 'Not read yet' : 'None holds what lies there: it was read as it is'}
            </span>
          ) : (
            <>
              <CommitId commit={commit.commit} /> <span className="break-words">{commit.subject}</span>
              <span className="block text-xs text-ink-3">
                {commit.author}, <RelativeTime at={commit.at} />
              </span>
            </>
          )}
        </Fact>
        <Fact label="Last sync">
          {content.syncedAt === null ? '–' : <RelativeTime at={content.syncedAt} />}
        </Fact>
        <Fact label="Next">
          <Next content={content} />
        </Fact>
      </dl>
    </Card>
  );
}

function Next({ content: { place, syncing, nextAt, webhook } }: { readonly content: ContentView }) {
  const pushes = place.kind === 'repository' && webhook ? 'at each push' : null;
  if (syncing) return 'now';
  if (nextAt === null) return pushes ?? 'when somebody asks';
  return (
    <>
      <RelativeTime at={nextAt} />
      {pushes === null ? null : `, and ${pushes}`}
    </>
  );
}

function Fact({
  label,
  wide = false,
  children,
}: {
  readonly label: string;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={wide ? 'col-span-2 min-w-0' : 'min-w-0'}>
      <dt className="text-xs text-ink-3">{label}</dt>
      <dd className="mt-1 min-h-5">{children}</dd>
    </div>
  );
}
