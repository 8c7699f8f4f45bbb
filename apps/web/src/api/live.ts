import { AttemptView } from '@springboard/contracts/attempts.ts';

/** What the page says about its live connection. */
export type LiveState = 'connecting' | 'live' | 'reconnecting' | 'ended';

/** First delay after a drop, doubled up to the last; both in ms. */
const firstDelay = 500;
const lastDelay = 10_000;

/** How long to wait before try number `failures` (1 = first), with up to 30 % added so that pages do not return in step. */
export function reconnectDelay(failures: number, random: () => number = Math.random): number {
  const delay = Math.min(lastDelay, firstDelay * 2 ** Math.max(0, failures - 1));
  return Math.round(delay * (1 + 0.3 * random()));
}

/** A pushed view, or null if it is not one (an older or newer server). */
export function parseEvent(data: string): AttemptView | null {
  try {
    return AttemptView.parse(JSON.parse(data));
  } catch {
    return null;
  }
}

interface FollowOptions {
  readonly url: string;
  readonly onState: (state: LiveState) => void;
  /** Asked before each new try: false ends it (the session is over, the attempt is gone). */
  readonly mayReconnect: () => Promise<boolean>;
  readonly createSource?: (url: string) => EventSource;
  /** Where the `online` event is heard, upon which a waiting retry is made at once. */
  readonly network?: EventTarget;
}

export interface LiveOptions extends FollowOptions {
  readonly onAttempt: (attempt: AttemptView) => void;
}

/** Follows an attempt's events until the returned function is called. */
export function followAttempt({ onAttempt, ...options }: LiveOptions): () => void {
  return followEvents({
    ...options,
    event: 'attempt',
    onData: (data) => {
      const attempt = parseEvent(data);
      if (attempt !== null) onAttempt(attempt);
    },
  });
}

/**
 * Follows events of one name until the returned function is called. The browser retries an EventSource only after a
 * dropped connection, not after an error answer (a server that restarts), so each drop makes a new one here.
 */
export function followEvents(
  options: FollowOptions & { readonly event: string; readonly onData: (data: string) => void },
): () => void {
  const create = options.createSource ?? ((url: string) => new EventSource(url));
  const network = options.network ?? window;
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let failures = 0;
  let over = false;

  const connect = () => {
    timer = null;
    const current = create(options.url);
    source = current;
    current.addEventListener('open', () => {
      failures = 0;
      options.onState('live');
    });
    current.addEventListener(options.event, (event: MessageEvent<string>) => options.onData(event.data));
    current.addEventListener('error', () => {
      current.close();
      if (over || source !== current) return;
      source = null;
      failures += 1;
      options.onState('reconnecting');
      timer = setTimeout(() => void retry(), reconnectDelay(failures));
    });
  };
  const retry = async () => {
    const may = await options.mayReconnect();
    if (over || source !== null) return;
    if (may) connect();
    else options.onState('ended');
  };
  const hurry = () => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    void retry();
  };

  network.addEventListener('online', hurry);
  options.onState('connecting');
  connect();
  return () => {
    over = true;
    if (timer !== null) clearTimeout(timer);
    network.removeEventListener('online', hurry);
    source?.close();
  };
}
