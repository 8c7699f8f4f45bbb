import type { WebUiView } from '@springboard/contracts/web-uis.ts';
import { Button } from '@springboard/ui/button.tsx';
import { CopyButton } from '@springboard/ui/copy-button.tsx';
import { IconButton } from '@springboard/ui/icon-button.tsx';
import { Spinner } from '@springboard/ui/spinner.tsx';
import { ExternalLink, Globe, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { requestWebUi } from '../../api/attempts.ts';
import type { ApiError } from '../../api/client.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { Said } from '../../components/said.tsx';
import { openByForm } from './open-by-form.ts';
import { useWebTab } from './use-web-tab.ts';

/** What a page of a lab may do here; going anywhere with the window that it is shown in is not among it. */
const sandbox = 'allow-scripts allow-forms allow-same-origin allow-popups allow-downloads allow-modals';

const bar = 'flex h-9 shrink-0 items-center gap-1 border-b border-line bg-surface px-1.5 text-xs text-ink-2';

export interface WebPaneProps {
  readonly attemptId: string;
  readonly ui: WebUiView;
}

/** One web UI of the environment, with a bar of its own above it: in a frame, or only the way to a window of its own. */
export function WebPane(props: WebPaneProps) {
  return props.ui.ownWindow ? <WindowPane {...props} /> : <FramePane {...props} />;
}

function FramePane({ attemptId, ui }: WebPaneProps) {
  const { frame, state, onLoad, reload } = useWebTab(attemptId, ui.name);
  const [opening, openWindow] = useOwnWindow(attemptId, ui);
  return (
    <div className="flex h-full min-h-0 flex-col bg-canvas">
      <div className={bar}>
        <IconButton label="Reload from its first page" onClick={reload}>
          <RotateCw aria-hidden className="size-4" />
        </IconButton>
        {ui.credentials === null ? null : <Credentials {...ui.credentials} />}
        <span className="ml-auto" />
        <IconButton label="Open in a window of its own" disabled={opening} onClick={openWindow}>
          <ExternalLink aria-hidden className="size-4" />
        </IconButton>
      </div>
      <div className="relative min-h-0 flex-1">
        <iframe
          key={frame}
          title={ui.title}
          name={frame}
          sandbox={sandbox}
          allow="fullscreen; clipboard-write"
          onLoad={onLoad}
          // The frame's colour scheme is what the page is told the person prefers.
          className="size-full bg-[Canvas]"
        />
        {state.kind === 'opening' ? (
          <div
            role="status"
            className="absolute inset-0 grid place-items-center bg-canvas text-sm text-ink-2"
          >
            <span className="flex items-center gap-2">
              <Spinner /> Opening {ui.title}…
            </span>
          </div>
        ) : null}
        {state.kind === 'failed' ? (
          <Failed title={ui.title} error={state.error} passes={state.passes} onRetry={reload} />
        ) : null}
      </div>
    </div>
  );
}

function WindowPane({ attemptId, ui }: WebPaneProps) {
  const [opening, openWindow] = useOwnWindow(attemptId, ui);
  return (
    <div className="flex h-full min-h-0 flex-col bg-canvas">
      <div className={bar}>{ui.credentials === null ? null : <Credentials {...ui.credentials} />}</div>
      <div className="grid min-h-0 flex-1 place-items-center overflow-y-auto p-4">
        <div className="max-w-sm text-center">
          <Globe aria-hidden className="mx-auto size-5 text-ink-3" />
          <p className="mt-2 text-sm font-medium">{ui.title} opens in a window of its own</p>
          <p className="mt-1 text-sm text-pretty text-ink-2">
            It keeps your sign-in in a way that browsers do not allow within another page.
          </p>
          <Button
            className="mt-3"
            icon={<ExternalLink aria-hidden className="size-4" />}
            busy={opening}
            onClick={openWindow}
          >
            Open {ui.title}
          </Button>
        </div>
      </div>
    </div>
  );
}

/** Opens the UI in a new window; whether that is under way, and what begins it. */
function useOwnWindow(attemptId: string, ui: WebUiView): [boolean, () => void] {
  const [opening, setOpening] = useState(false);
  const open = () => {
    setOpening(true);
    requestWebUi(attemptId, ui.name)
      .then((grant) => openByForm(grant, '_blank'))
      .catch(notifyFailure)
      .finally(() => setOpening(false));
  };
  return [opening, open];
}

function Credentials({ user, password }: { readonly user: string; readonly password: string }) {
  return (
    <span className="flex min-w-0 items-center gap-1 pl-1">
      <span className="max-sm:hidden">Sign in as</span>
      <code className="truncate font-mono text-ink">{user}</code>
      <CopyButton text={user} label="Copy the user name" />
      <span className="max-sm:hidden">with</span>
      <code className="truncate font-mono text-ink">{password}</code>
      <CopyButton text={password} label="Copy the password" />
    </span>
  );
}

interface FailedProps {
  readonly title: string;
  readonly error: ApiError;
  readonly passes: boolean;
  readonly onRetry: () => void;
}

function Failed({ title, error, passes, onRetry }: FailedProps) {
  // Of this installation, not of this moment: only an operator can change it.
  const forGood = error.code === 'web-uis-unavailable';
  return (
    <div className="absolute inset-0 grid place-items-center overflow-y-auto bg-canvas p-4">
      <div className="max-w-sm text-center">
        <Globe aria-hidden className="mx-auto size-5 text-ink-3" />
        <p role="status" className="mt-2 text-sm font-medium">
          {forGood ? error.title : `${title} cannot be opened right now`}
        </p>
        <p className="mt-1 text-sm text-pretty text-ink-2">
          <Said>{[error.message, error.remedy].filter(Boolean).join(' ')}</Said>
        </p>
        {forGood ? null : (
          <p className="mt-3 flex items-center justify-center gap-3 text-xs text-ink-3">
            {passes ? 'It is tried again by itself.' : null}
            <Button size="sm" onClick={onRetry}>
              Try again
            </Button>
          </p>
        )}
      </div>
    </div>
  );
}
