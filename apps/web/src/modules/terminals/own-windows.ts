import { z } from 'zod';

/** What the workspace and the windows of single terminals tell each other; `key` is a terminal's. */
const Message = z.discriminatedUnion('kind', [
  /** Workspace: which terminals have a window? */
  z.object({ kind: z.literal('who') }),
  /** Window: this terminal is shown here. */
  z.object({ kind: z.literal('shown'), key: z.string() }),
  /** Window: not any more. */
  z.object({ kind: z.literal('closed'), key: z.string() }),
  /** Workspace: this terminal is to be shown in the workspace again. */
  z.object({ kind: z.literal('take-back'), key: z.string() }),
]);
export type WindowMessage = z.infer<typeof Message>;

export interface WindowTalk {
  readonly say: (message: WindowMessage) => void;
  readonly end: () => void;
}

/** Joins in among the pages of this browser that show terminals of one attempt. Nothing that is said leaves the browser. */
export function joinWindows(attemptId: string, hear: (message: WindowMessage) => void): WindowTalk {
  const channel = new BroadcastChannel(`springboard.terminals.${attemptId}`);
  channel.onmessage = ({ data }) => {
    // A page of another version may be open, too.
    const message = Message.safeParse(data);
    if (message.success) hear(message.data);
  };
  return {
    say: (message) => channel.postMessage(message),
    end: () => channel.close(),
  };
}
