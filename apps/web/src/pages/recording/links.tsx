import { buttonClass } from '@springboard/ui/button.tsx';
import { Link } from '@tanstack/react-router';
import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import { recordingAddress } from '../../api/recordings.ts';

export function AttemptLink({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  return (
    <Link to="/attempts/$id" params={{ id }} className="rounded-sm text-accent-text hover:underline">
      {children}
    </Link>
  );
}

export function ToAttempt({ id }: { readonly id: string }) {
  return (
    <Link to="/attempts/$id" params={{ id }} className={buttonClass('primary')}>
      Go to the attempt
    </Link>
  );
}

export function DownloadLink({ attemptId, name }: { readonly attemptId: string; readonly name: string }) {
  return (
    <a href={recordingAddress(attemptId, name)} download className={buttonClass()}>
      <Download aria-hidden className="size-4" />
      Download
    </a>
  );
}
