import type { WalkthroughDraftView } from '@springboard/contracts/walkthroughs.ts';
import { Button, buttonClass } from '@springboard/ui/button.tsx';
import { ConfirmDialog } from '@springboard/ui/dialog.tsx';
import { notify } from '@springboard/ui/notices.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { changeWalkthrough, deleteWalkthrough, walkthroughDraftQuery } from '../../api/walkthroughs.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import type { Autosave, SaveState } from '../../components/use-autosave.ts';
import type { EditedDraft } from '../../modules/walkthroughs/draft-changes.ts';

export interface EditHeaderProps {
  readonly view: WalkthroughDraftView;
  readonly draft: Autosave<EditedDraft>;
}

/** Which lab is taught, whether it is saved and seen, and what can be done with the whole of it. */
export function EditHeader({ view, draft }: EditHeaderProps) {
  const [group = '', name = ''] = view.lab.slug.split('/');
  return (
    <PageHeader
      title={`Teach “${view.lab.title}”`}
      description={
        <span role="status">
          <Link
            to="/labs/$group/$name"
            params={{ group, name }}
            className="rounded-sm text-accent-text hover:underline"
          >
            The lab
          </Link>
          {' · '}
          {stateWords(draft.state, view)}
        </span>
      }
      actions={<Actions view={view} draft={draft} />}
    />
  );
}

function stateWords(state: SaveState, { published, changed }: WalkthroughDraftView): string {
  switch (state.kind) {
    case 'saving':
      return 'Saving…';
    case 'waiting':
      return 'Not saved yet: the server does not answer. It is tried again.';
    case 'stopped':
      return `Not saved. ${state.why}`;
    case 'saved':
      if (!published) return 'Draft, saved. Nobody else sees it.';
      return changed ? 'Saved. Others still see what you published before.' : 'Published, as it is here.';
  }
}

function Actions({ view, draft }: EditHeaderProps) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [asking, setAsking] = useState<'withdraw' | 'remove' | null>(null);
  const [group = '', name = ''] = view.lab.slug.split('/');
  const change = useMutation({
    mutationFn: async (action: 'publish' | 'withdraw') => {
      if ((await draft.settle()) === null) throw new Error('What is on this page could not be saved.');
      return changeWalkthrough(view.id, action);
    },
    onSuccess: (next, action) => {
      client.setQueryData(walkthroughDraftQuery(view.id).queryKey, next);
      setAsking(null);
      if (action === 'publish')
        notify({ tone: 'good', title: 'Published', detail: 'It stands beside the lab.' });
    },
    onError: notifyFailure,
  });
  const remove = useMutation({
    mutationFn: () => deleteWalkthrough(view.id),
    onSuccess: () => navigate({ to: '/labs/$group/$name', params: { group, name } }),
    onError: notifyFailure,
  });
  const saved = draft.state.kind === 'saved';
  return (
    <div className="flex flex-wrap items-center gap-2">
      {view.published ? (
        <Button variant="ghost" onClick={() => setAsking('withdraw')}>
          Withdraw…
        </Button>
      ) : (
        <Button variant="ghost" onClick={() => setAsking('remove')}>
          Delete…
        </Button>
      )}
      {view.missing.length === 0 && saved ? (
        <a href={`/walkthroughs/${view.id}/preview`} className={buttonClass()}>
          Preview
        </a>
      ) : null}
      <Button
        variant="primary"
        busy={change.isPending && change.variables === 'publish'}
        disabled={(saved && view.missing.length > 0) || (view.published && !view.changed && saved)}
        onClick={() => change.mutate('publish')}
      >
        {view.published ? 'Publish the changes' : 'Publish'}
      </Button>
      <ConfirmDialog
        open={asking === 'withdraw'}
        onOpenChange={(open) => setAsking(open ? 'withdraw' : null)}
        title="Withdraw it"
        confirm="Withdraw"
        busy={change.isPending}
        onConfirm={() => change.mutate('withdraw')}
      >
        Others do not see it any more, and it does not count for your path. The draft and what others said are
        kept. It can be published again as long as its recordings are kept.
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'remove'}
        onOpenChange={(open) => setAsking(open ? 'remove' : null)}
        title="Delete it"
        confirm="Delete"
        danger
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
      >
        The draft is gone then, with what others said of it. Your recordings and results are kept.
      </ConfirmDialog>
    </div>
  );
}
