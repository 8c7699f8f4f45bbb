import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { formatDuration } from '@springboard/ui/time.ts';
import { useQuery } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { recordingAddress, recordingsQuery } from '../../api/recordings.ts';

/** What the terminals of an attempt printed, to be downloaded: of one node, or of all. Nothing where nothing was recorded. */
export function Recordings({
  attemptId,
  node,
}: {
  readonly attemptId: string;
  readonly node?: string | null;
}) {
  const { data = [] } = useQuery(recordingsQuery(attemptId));
  const shown = data.filter((one) => node == null || one.node === node);
  if (shown.length === 0) return null;
  return (
    <section className="overflow-hidden rounded-lg border border-line bg-surface">
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-3 border-b border-line bg-inset px-3">
        <h3 className="text-xs font-medium text-ink-2">Recorded terminals</h3>
        <p className="text-xs text-ink-3">
          asciicast; play one with <code className="font-mono">asciinema play</code>
        </p>
      </div>
      <ul className="divide-y divide-line">
        {shown.map(({ name, node: of, number, startedAt, endedAt, bytes }) => (
          <li key={name} className="flex items-center justify-between gap-3 px-3 py-2 text-sm">
            <span>
              <span className="font-mono">{of}</span>, terminal {number}
              <span className="block text-xs text-ink-3">
                <RelativeTime at={startedAt} />, {formatDuration(Date.parse(endedAt) - Date.parse(startedAt))}
                , {Math.max(1, Math.round(bytes / 1000))} kB
              </span>
            </span>
            <a
              href={recordingAddress(attemptId, name)}
              download
              aria-label={`Download the recording of ${of}, terminal ${number}`}
              className="inline-flex items-center gap-1.5 rounded-sm text-accent-text hover:underline"
            >
              <Download aria-hidden className="size-4" />
              Download
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
