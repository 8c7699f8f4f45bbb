/** WebSocket subprotocol both sides must name. A change that old clients cannot read gets a new number. */
export const subprotocol = 'springboard-terminal.1';
/** Path of the WebSocket on the gateway. */
export const terminalPath = '/terminal';

/** Bytes of the largest frame a client may send (`ws` closes with 1009 above it): input, tag and sequence fit four times. */
export const maxClientFrameBytes = 64 * 1024;
/** Bytes of input in one INPUT frame; longer pastes are split after bracketing. */
export const maxInputBytes = 16 * 1024;
/** Bytes of input a client keeps unacknowledged: more waits, so that Ctrl-C is never behind a long paste of ours. */
export const inputWindowBytes = 64 * 1024;
/** Bytes of input a node may leave unread before its viewer is closed: 16 windows, out of reach for our client. */
export const maxUnreadInputBytes = 16 * inputWindowBytes;
/** Bytes of output in one OUTPUT frame. */
export const maxOutputBytes = 64 * 1024;
/** Bytes of text in one *run in terminal*; a code block of a guide is far shorter. */
export const maxRunBytes = 8 * 1024;
/** Bytes of a JSON body in HELLO or CONTROL: twice the longest run, for its escapes. */
export const maxJsonBytes = 2 * maxRunBytes;

/** The channel pauses above so many bytes unacknowledged by its pacing viewer… */
export const pauseAboveBytes = 384 * 1024;
/** …and goes on below so many. */
export const resumeBelowBytes = 128 * 1024;
/** A client acknowledges at least each time it has parsed so many bytes. */
export const acknowledgeEveryBytes = 32 * 1024;
/** Bytes of output kept for exact resume: the window, and room for what comes while it closes. */
export const ringBytes = 512 * 1024;
/** Milliseconds of pause with output pending before the viewer is caught up by a snapshot instead. */
export const catchUpAfterMs = 3_000;

/** Lines of scrollback in a snapshot: about 2 MB and 64 ms to serialise; 5,000 cost five times that. */
export const scrollbackLines = 1_000;
/** Columns and rows a terminal may have. */
export const minSize = 2;
export const maxSize = 500;
/** Shells of one attempt on one node, all over one SSH connection (sshd's `MaxSessions` is 10 by default). */
export const maxShellsPerNode = 8;

/** Milliseconds in which HELLO must follow the socket's opening. */
export const helloWithinMs = 5_000;
/** Milliseconds between a client's PINGs. */
export const pingEveryMs = 10_000;
/** PINGs without any frame back after which the client reconnects. */
export const silentPings = 3;
/** The same while a snapshot may be under way, in one frame: one of a megabyte takes two minutes at 64 kbit/s. */
export const snapshotPings = 12;
/** Milliseconds in which an answer must come after a tab woke up, before the client reconnects. */
export const probeWithinMs = 4_000;
/** Milliseconds without any sign of life (a frame, or the browser's own answer to a WebSocket ping) after which the gateway closes. */
export const silentAfterMs = 35_000;

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** The size that is used for a wish: whole numbers within 2…500. */
export function clampSize(size: Size): Size {
  const clamp = (value: number) => Math.min(maxSize, Math.max(minSize, Math.trunc(value)));
  return { columns: clamp(size.columns), rows: clamp(size.rows) };
}
