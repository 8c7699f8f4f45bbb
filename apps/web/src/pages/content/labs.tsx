import type { ContentLab, ContentLabState } from '@springboard/contracts/content.ts';
import { Badge, type Tone } from '@springboard/ui/badge.tsx';
import { type Column, DataTable } from '@springboard/ui/data-table.tsx';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Link } from '@tanstack/react-router';
import { BookOpen } from 'lucide-react';
import { useMay } from '../../api/session.ts';
import { Section } from '../../components/section.tsx';
import { CommitId } from './commit-id.tsx';
import { ProblemList } from './problem-list.tsx';

const looks: Record<ContentLabState, { tone: Tone; word: string }> = {
  published: { tone: 'good', word: 'Published' },
  kept: { tone: 'warn', word: 'Kept at an older version' },
  unpublished: { tone: 'bad', word: 'Not published yet' },
  withdrawn: { tone: 'neutral', word: 'Withdrawn' },
};

const columns: readonly Column<ContentLab>[] = [
  { head: 'Lab', grow: true, cell: (lab) => <LabCell lab={lab} /> },
  {
    head: 'State',
    from: 'sm',
    cell: (lab) => <State lab={lab} />,
  },
  {
    head: 'Commit',
    from: 'md',
    cell: ({ commit }) =>
      commit === null ? <span className="text-ink-3">–</span> : <CommitId commit={commit} />,
  },
  {
    head: 'Since',
    from: 'md',
    align: 'end',
    plain: true,
    cell: (lab) => <Since lab={lab} />,
  },
];

/** Every lab of the content, those that are to be mended first. */
export function Labs({ labs }: { readonly labs: readonly ContentLab[] }) {
  if (labs.length === 0)
    return (
      <EmptyState icon={<BookOpen aria-hidden />} title="No labs yet">
        What the content holds is listed here after the first sync.{' '}
        <code className="font-mono text-xs">npm run springboard -- lab new</code> begins one.
      </EmptyState>
    );
  const sorted = labs.toSorted((a, b) => Number(b.problems.length > 0) - Number(a.problems.length > 0));
  const broken = labs.filter(({ problems }) => problems.length > 0).length;
  return (
    <Section
      title="Labs"
      count={labs.length}
      {...(broken > 0 && { note: broken === 1 ? 'one is to be mended' : `${broken} are to be mended` })}
    >
      <DataTable label="Labs" columns={columns} rows={sorted} keyOf={({ slug }) => slug} tall />
    </Section>
  );
}

function State({ lab: { state, problems } }: { readonly lab: ContentLab }) {
  const { tone, word } = looks[state];
  return (
    <span className="flex flex-col items-start gap-1">
      <Badge tone={tone}>{word}</Badge>
      {problems.length === 0 ? null : (
        <span className="text-xs whitespace-nowrap text-ink-3">
          {problems.length === 1 ? 'because of one problem' : `because of ${problems.length} problems`}
        </span>
      )}
    </span>
  );
}

function Since({ lab: { state, publishedAt, withdrawnAt } }: { readonly lab: ContentLab }) {
  const at = state === 'withdrawn' ? withdrawnAt : publishedAt;
  return at === null ? '–' : <RelativeTime at={at} />;
}

function LabCell({ lab }: { readonly lab: ContentLab }) {
  const { slug, title, state, commit, problems } = lab;
  const [group = '', name = ''] = slug.split('/');
  const live = state === 'published' || state === 'kept';
  const mayEdit = useMay('lab.source.read');
  return (
    <div className="min-w-0">
      {live ? (
        <Link to="/labs/$group/$name" params={{ group, name }} className="font-medium hover:underline">
          {title ?? slug}
        </Link>
      ) : title === null ? null : (
        <span className="font-medium">{title}</span>
      )}
      <span className={title === null ? 'block font-mono text-xs' : 'block font-mono text-xs text-ink-3'}>
        {slug}
      </span>
      <div className="mt-1.5 sm:hidden">
        <State lab={lab} />
      </div>
      {commit === null ? null : (
        <p className="mt-1 text-xs text-ink-3 md:hidden">
          <CommitId commit={commit} /> <Since lab={lab} />
        </p>
      )}
      {mayEdit && state !== 'withdrawn' ? (
        <Link
          to="/edit/$group/$name"
          params={{ group, name }}
          className="mt-1 inline-block rounded-sm text-xs text-accent-text hover:underline"
        >
          Edit
        </Link>
      ) : null}
      {problems.length === 0 ? null : <ProblemList problems={problems} />}
    </div>
  );
}
