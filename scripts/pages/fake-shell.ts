import type { Page } from '@playwright/test';
import { decodeClientFrame } from '@springboard/terminal/common/client-codec.ts';
import { encodeServerFrame } from '@springboard/terminal/common/server-codec.ts';

const identifier = '0123456789abcdef';

/** Terminals of the page show this text, and take what is typed without an answer: there is no gateway, and no node. */
export async function showInTerminals(page: Page, text: string): Promise<void> {
  await page.routeWebSocket(/springboard-terminal|:27801/, (socket) => {
    const send = (frame: Parameters<typeof encodeServerFrame>[0]) =>
      socket.send(Buffer.from(encodeServerFrame(frame)));
    socket.onMessage((message) => {
      if (typeof message === 'string') return;
      const frame = decodeClientFrame(new Uint8Array(message));
      if (frame.type === 'ping') send({ type: 'pong', token: frame.token });
      if (frame.type === 'input') send({ type: 'inputAcknowledge', sequence: frame.sequence });
      if (frame.type !== 'hello') return;
      const { columns, rows } = frame;
      const data = new TextEncoder().encode(text);
      send({
        type: 'welcome',
        session: 'pages',
        shell: identifier,
        epoch: identifier,
        role: 'owner',
        attach: 'fresh',
        ...{ offset: 0, sizeRevision: 1, columns, rows, ownsSize: true, lastInput: 0 },
      });
      send({ type: 'size', offset: 0, sizeRevision: 1, columns, rows });
      send({ type: 'output', offset: 0, data });
      send({ type: 'ready', offset: data.length });
    });
  });
}
