import { useCallback, useEffect, useRef, useState } from 'react';
import { requestWebUi } from '../../api/attempts.ts';
import { type ApiError, asApiError, isPassing } from '../../api/client.ts';
import { openByForm } from './open-by-form.ts';

/** From one try to the next by itself, in milliseconds. */
const retryMs = 3_000;

export type WebTabState =
  | { readonly kind: 'opening' }
  | { readonly kind: 'shown' }
  | { readonly kind: 'failed'; readonly error: ApiError; readonly passes: boolean };

/** Opens a web UI in the frame of that name, and again when asked. What the UI itself then says is in the frame. */
export function useWebTab(attemptId: string, name: string, frame: string) {
  const [state, setState] = useState<WebTabState>({ kind: 'opening' });
  const [opened, setOpened] = useState(0);
  /** A grant was sent into the frame: what it loads from then on is the UI. */
  const sent = useRef(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `opened` is what asks for it again
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
  }, [attemptId, name, frame, opened]);

  const onLoad = useCallback(() => {
    if (sent.current) setState({ kind: 'shown' });
  }, []);
  const reload = useCallback(() => {
    setState({ kind: 'opening' });
    setOpened((count) => count + 1);
  }, []);
  return { state, onLoad, reload };
}
