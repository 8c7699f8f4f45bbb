import { useCallback, useEffect, useRef, useState } from 'react';
import { requestWebUi } from '../../api/attempts.ts';
import { type ApiError, asApiError, isPassing } from '../../api/client.ts';
import { openByForm } from './open-by-form.ts';

/** From one try to the next by itself, in milliseconds. */
const retryMs = 3_000;

const newFrame = () => `web-tab-${crypto.getRandomValues(new Uint32Array(4)).join('-')}`;

export type WebTabState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'shown' }
  | { readonly kind: 'failed'; readonly error: ApiError; readonly passes: boolean };

/**
 * Opens a web UI in a frame, and in another one when asked again: its page may have given the old one a name of its own. What the UI itself then
 * says is in the frame.
 */
export function useWebTab(attemptId: string, name: string) {
  const [state, setState] = useState<WebTabState>({ kind: 'opening' });
  /** Its name: unknown to pages, which could take a name that they know. */
  const [frame, setFrame] = useState(newFrame);
  /** A grant was sent into the frame: what it loads from then on is the UI. */
  const sent = useRef(false);

  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    sent.current = false;
    const open = () =>
      requestWebUi(attemptId, name).then(
        (grant) => {
          if (gone) return;
          sent.current = true;
          openByForm(grant, frame);
        },
        (thrown) => {
          if (gone) return;
          const error = asApiError(thrown);
          const passes = isPassing(thrown) || error.code === 'environment-not-ready';
          setState({ kind: 'failed', error, passes });
          if (passes) timer = setTimeout(open, retryMs);
        },
      );
    void open();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [attemptId, name, frame]);

  const onLoad = useCallback(() => {
    if (sent.current) setState({ kind: 'shown' });
  }, []);
  const reload = useCallback(() => {
    setState({ kind: 'opening' });
    setFrame(newFrame);
  }, []);
  return { frame, state, onLoad, reload };
}
