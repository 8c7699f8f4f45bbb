import type { LabSource, SourceProblem } from '@springboard/contracts/lab-source.ts';
import type { LabFile } from '@springboard/contracts/lab-tests.ts';
import { Badge } from '@springboard/ui/badge.tsx';
import { Button } from '@springboard/ui/button.tsx';
import { ConfirmDialog } from '@springboard/ui/dialog.tsx';
import { notify } from '@springboard/ui/notices.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { Tabs } from '@springboard/ui/tabs.tsx';
import { useMutation, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { ChevronLeft, Eye, FlaskConical, Undo2, Upload } from 'lucide-react';
import { useState } from 'react';
import { asApiError } from '../../api/client.ts';
import { previewSource, publishSource, readSource, testSource } from '../../api/lab-source.ts';
import { meQuery, useMay } from '../../api/session.ts';
import { NotFound } from '../../components/not-found.tsx';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { CodeEditor } from '../../modules/editor/code-editor.tsx';
import { Reading } from '../../modules/editor/reading.tsx';
import { changesOf, type LabDraft, useLabDraft } from '../../modules/editor/use-lab-draft.ts';
import { useSourceCheck } from '../../modules/editor/use-source-check.ts';
import { ConflictPanel } from './conflict-panel.tsx';
import { FileList } from './file-list.tsx';
import { Problems } from './problems.tsx';
import { PublishPanel } from './publish-dialog.tsx';

const route = getRouteApi('/signed-in/edit/$group/$name');

/** A lab's files, with what is wrong with them and how they read beside them. */
export function EditorPage() {
  const { group, name } = route.useParams();
  const { data: me } = useQuery(meQuery);
  return me === undefined ? <LoadingFiles /> : <EditorOf personId={me.id} lab={`${group}/${name}`} />;
}

function EditorOf({ personId, lab }: { readonly personId: string; readonly lab: string }) {
  const state = useLabDraft(personId, lab);
  if (state.draft !== null) return <Editor key={lab} lab={lab} state={{ ...state, draft: state.draft }} />;
  if (state.error !== null) {
    if (state.error.code === 'not-found') return <NotFound what="lab" />;
    return <RequestError error={state.error} onRetry={state.retry} />;
  }
  return <LoadingFiles />;
}

function LoadingFiles() {
  return (
    <Loading label="Reading the lab’s files" className="p-6">
      <Skeleton className="h-[80vh] w-full" />
    </Loading>
  );
}

type State = Omit<ReturnType<typeof useLabDraft>, 'draft'> & { readonly draft: LabDraft };

function Editor({ lab, state }: { readonly lab: string; readonly state: State }) {
  const { draft } = state;
  const navigate = useNavigate();
  const mayPublish = useMay('lab.publish');
  const check = useSourceCheck(lab, draft.files);
  const [selected, setSelected] = useState('lab.yaml');
  const [goTo, setGoTo] = useState<{ line: number } | null>(null);
  const [tab, setTab] = useState<'reading' | 'problems'>('reading');
  const [publishing, setPublishing] = useState(false);
  const [last, setLast] = useState<string | null>(null);
  const [conflict, setConflict] = useState<{ theirs: LabSource; paths: string[] } | null>(null);
  // Another number makes CodeMirror take its text from the draft anew.
  const [edition, setEdition] = useState(0);
  const [taking, setTaking] = useState(false);

  const changes = changesOf(draft);
  const problems = check?.problems ?? [];
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const whyNot = errors > 0 ? 'The lab has errors: see Problems' : undefined;
  const file = draft.files.find(({ path }) => path === selected) ?? draft.files[0];
  const files = { lab, files: draft.files };

  const write = (path: string, content: string) =>
    state.change(
      draft.files.map((one) => (one.path === path ? { ...one, content, encoding: 'utf8' as const } : one)),
    );
  const test = useMutation({
    mutationFn: () => testSource(files),
    onSuccess: ({ id }) => void navigate({ to: '/lab-tests/$id', params: { id } }),
    onError: notifyFailure,
  });
  const preview = useMutation({
    mutationFn: () => previewSource(files),
    onSuccess: ({ attemptId }) => window.open(`/attempts/${attemptId}`, `preview ${lab}`),
    onError: notifyFailure,
  });
  const publish = useMutation({
    mutationFn: (sent: { readonly message: string; readonly files: LabDraft['files'] }) =>
      publishSource({ lab, files: sent.files, commit: draft.base.commit, message: sent.message }),
    onSuccess: ({ commit }, sent) => {
      setPublishing(false);
      setLast(commit);
      // What was typed while it was on its way is not published: it goes on from what was sent.
      state.published({ ...draft.base, commit, files: sent.files });
      notify({
        tone: 'good',
        title: 'Published',
        detail: `Commit ${commit.slice(0, 8)}. The catalogue follows in a moment.`,
      });
    },
    onError: async (thrown) => {
      const error = asApiError(thrown);
      if (error.code !== 'conflict') return notifyFailure(thrown);
      setPublishing(false);
      const theirs = await readSource(lab).catch((failure: unknown) => void notifyFailure(failure));
      const paths = error.fields.map(({ path }) => path.slice(lab.length + 1));
      if (theirs) setConflict({ theirs, paths });
    },
  });
  const merged = (next: LabFile[]) => {
    if (conflict === null) return;
    state.rebase(conflict.theirs, next);
    setConflict(null);
    setEdition((now) => now + 1);
  };
  const goToProblem = ({ file: path, line }: SourceProblem) => {
    if (!draft.files.some((one) => one.path === path)) return;
    setSelected(path);
    setGoTo({ line });
  };

  return (
    <div className="flex h-dvh min-h-0 flex-col max-lg:h-auto">
      <title>{`Edit ${lab} · Springboard`}</title>
      <header className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-4 py-1.5">
        <Link
          to="/content"
          className="inline-flex items-center gap-1 rounded-md text-sm text-ink-2 hover:text-ink"
        >
          <ChevronLeft aria-hidden className="size-4" />
          Content
        </Link>
        <h1 className="font-mono text-sm font-medium">{lab}</h1>
        {changes.length === 0 ? null : (
          <Badge tone="accent">
            {changes.length === 1 ? 'one file changed' : `${changes.length} files changed`}, kept in this
            browser
          </Badge>
        )}
        {state.restoredAt === null ? null : (
          <span className="text-xs text-ink-3">
            kept <RelativeTime at={new Date(state.restoredAt).toISOString()} />
          </span>
        )}
        {last !== null && changes.length === 0 ? (
          <Badge tone="good">published in commit {last.slice(0, 8)}</Badge>
        ) : null}
        <span className="ml-auto flex flex-wrap items-center gap-1.5">
          {changes.length === 0 ? null : (
            <Button
              size="sm"
              variant="ghost"
              icon={<Undo2 aria-hidden className="size-4" />}
              onClick={() => setTaking(true)}
            >
              Take back
            </Button>
          )}
          <Button
            size="sm"
            icon={<FlaskConical aria-hidden className="size-4" />}
            busy={test.isPending}
            disabled={errors > 0}
            title={whyNot}
            onClick={() => test.mutate()}
          >
            Test
          </Button>
          <Button
            size="sm"
            icon={<Eye aria-hidden className="size-4" />}
            busy={preview.isPending}
            disabled={errors > 0}
            title={whyNot}
            onClick={() => preview.mutate()}
          >
            Preview
          </Button>
          {mayPublish ? (
            <Button
              size="sm"
              variant="primary"
              icon={<Upload aria-hidden className="size-4" />}
              disabled={changes.length === 0}
              onClick={() => setPublishing(true)}
            >
              Publish…
            </Button>
          ) : null}
        </span>
      </header>
      <ConfirmDialog
        open={taking}
        onOpenChange={setTaking}
        title="Take back what you changed?"
        confirm="Take it back"
        danger
        onConfirm={() => {
          state.change(draft.base.files);
          setEdition((now) => now + 1);
          setTaking(false);
        }}
      >
        Everything that was not published goes; the lab is as it was when you began.
      </ConfirmDialog>
      {publishing ? (
        <PublishPanel
          draft={draft}
          errors={errors}
          busy={publish.isPending}
          onPublish={(message) => publish.mutate({ message, files: draft.files })}
          onCancel={() => setPublishing(false)}
        />
      ) : null}
      {conflict === null ? null : <ConflictPanel draft={draft} {...conflict} onMerged={merged} />}
      <main
        id="main"
        tabIndex={-1}
        className="grid min-h-0 flex-1 outline-none lg:grid-cols-[15rem_minmax(0,1fr)_minmax(0,26rem)]"
      >
        <div className="min-h-0 border-line max-lg:max-h-56 max-lg:border-b lg:border-r">
          <FileList
            files={draft.files}
            changes={changes}
            problems={problems}
            selected={file?.path ?? ''}
            onSelect={setSelected}
            onAdd={(path) => {
              state.change([...draft.files, { path, content: '', encoding: 'utf8' }]);
              setSelected(path);
            }}
            onRemove={(path) => {
              state.change(draft.files.filter((one) => one.path !== path));
              setSelected('lab.yaml');
            }}
          />
        </div>
        <div className="min-h-0 max-lg:h-[60vh]">
          {file === undefined ? null : file.encoding === 'base64' ? (
            <p className="p-6 text-sm text-ink-2">
              {file.path} is no text. It stays as it is, and can be removed here.
            </p>
          ) : (
            <CodeEditor
              key={`${file.path} ${edition}`}
              path={file.path}
              content={file.content}
              source={draft.base}
              problems={problems.filter((one) => one.file === file.path)}
              goTo={goTo}
              onChange={(content) => write(file.path, content)}
            />
          )}
        </div>
        <div className="min-h-0 overflow-y-auto border-line max-lg:border-t lg:border-l">
          <Tabs
            value={tab}
            onChange={setTab}
            label="Beside the source"
            tabs={[
              {
                value: 'reading',
                label: 'As a learner reads it',
                panel:
                  check?.reading == null ? (
                    <p className="p-4 text-sm text-ink-3">
                      {check === null ? 'Reading…' : 'As soon as the lab has no errors, it is shown here.'}
                    </p>
                  ) : (
                    <Reading reading={check.reading} />
                  ),
              },
              {
                value: 'problems',
                label: `Problems${problems.length === 0 ? '' : ` ${problems.length}`}`,
                panel: <Problems problems={problems} onGoTo={goToProblem} />,
              },
            ]}
          />
        </div>
      </main>
    </div>
  );
}
