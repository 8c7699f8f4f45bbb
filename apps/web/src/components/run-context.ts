import { createContext } from 'react';

/** What code blocks can do in the workspace; null where there is no terminal (the lab's page, a finished attempt). */
export interface Runner {
  /** False while no terminal can take a command; `reason` is shown then. */
  readonly ready: boolean;
  readonly reason: string;
  /** Types the text into a terminal of the node and presses Enter, once. */
  readonly run: (node: string, text: string) => Promise<void>;
}

export const RunContext = createContext<Runner | null>(null);
