import { type RecordingView, shellWords } from '@springboard/contracts/recordings.ts';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { formatDuration } from '@springboard/ui/time.ts';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download, Play } from 'lucide-react';
import { recordingAddress, recordingKey, recordingsQuery } from '../../api/recordings.ts';

/** What the terminals of an attempt printed, to be replayed or downloaded: of one node, or of all. Nothing where nothing was recorded. */
export function Recordings({
  attemptId,
  node,
  task,
  heading: Heading = 'h3',
}: {
  readonly attemptId: string;
  readonly node?: string | null;
  /** The recorded work that they are reviewed for: comments are made beside the replay. */
  readonly task?: string | undefined;
  /** What is one level below the heading that it stands under. */
  readonly heading?: 'h2' | 'h3';
}) {
  const { data = [] } = useQuery(recordingsQuery(attemptId));
  const shown = data.filter((one) => node == null || one.node === node);
  if (shown.length === 0) return null;
  return (
    <section className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-3 border-b border-line bg-inset px-3">
        <Heading className="text-xs font-medium text-ink-2">Recorded terminals</Heading>
        <p className="text-xs text-ink-3">
          A replay opens in a tab of its own{task === undefined ? '' : ', with room for comments'}
        </p>
      </div>
      <ul className="divide-y divide-line">
        {shown.map((one) => (
          <Recording key={one.name} attemptId={attemptId} recording={one} task={task} />
        ))}
      </ul>
    </section>
  );
}

function Recording({
  attemptId,
  recording,
  task,
}: {
  readonly attemptId: string;
  readonly recording: RecordingView;
  readonly task: string | undefined;
}) {
  const { name, node, number, startedAt, endedAt, bytes } = recording;
  const link = 'inline-flex items-center gap-1.5 rounded-sm text-accent-text hover:underline';
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 px-3 py-2 text-sm">
      <span>
        <span className="font-mono">{node}</span>, {shellWords(number)}
        <span className="block text-xs text-ink-3">
          <RelativeTime at={startedAt} />, {formatDuration(Date.parse(endedAt) - Date.parse(startedAt))},{' '}
          {Math.max(1, Math.round(bytes / 1000))} kB
        </span>
      </span>
      <span className="flex items-center gap-4">
        <Link
          to="/attempts/$id/recordings/$recording"
          params={{ id: attemptId, recording: recordingKey(recording) }}
          search={task === undefined ? {} : { task }}
          target="_blank"
          preload={false}
          aria-label={`Replay the recording of ${node}, ${shellWords(number)}, in a new tab`}
          className={link}
        >
          <Play aria-hidden className="size-4" />
          Replay
        </Link>
        <a
          href={recordingAddress(attemptId, name)}
          download
          aria-label={`Download the recording of ${node}, ${shellWords(number)}`}
          className={link}
        >
          <Download aria-hidden className="size-4" />
          Download
        </a>
      </span>
    </li>
  );
}
