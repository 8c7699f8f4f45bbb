/** ttyd's protocol (its `protocol.c`, 1.7): each message is one character that says what it is, then its body. */
const output = '0'.charCodeAt(0);
const told = new Set(['1', '2'].map((character) => character.charCodeAt(0)));

/** The first message: the size of the terminal; ttyd starts its command on it. */
export function ttydHello({ columns, rows }: { readonly columns: number; readonly rows: number }): Buffer {
  return Buffer.from(JSON.stringify({ AuthToken: '', columns, rows }));
}

export const ttydInput = (text: string): Buffer => Buffer.from(`0${text}`);

/** The output in a message of the server; undefined for a title or preferences. Throws on anything else: the protocol is another one. */
export function ttydOutput(message: Uint8Array): Uint8Array | undefined {
  const kind = message[0];
  if (kind === output) return message.subarray(1);
  if (kind !== undefined && told.has(kind)) return undefined;
  throw new Error(
    `ttyd sent a message of kind ${kind ?? 'nothing'}, which 1.7 does not have: is TTYD_BIN another version?`,
  );
}
