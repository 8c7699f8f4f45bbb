/** One open terminal, as the program at its near end has it. */
export interface Line {
  type(text: string): void;
  close(): void;
}

/** What a line tells. Output comes as the wire has it: bytes, or text where the protocol sends text. */
export interface LineEvents {
  readonly output: (data: Uint8Array | string) => void;
  /** The line broke, or its shell ended. */
  readonly end: (why: string) => void;
}

/** The size of every terminal that is measured without a browser. */
export const size = { columns: 80, rows: 24 } as const;
