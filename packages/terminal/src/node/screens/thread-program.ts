import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { Screen, type ScreenStart } from '../screen.ts';
import type { FromThread, ScreenAnswers, ThreadData, ToThread } from './messages.ts';
import { stepBack } from './step-back.ts';

/** So many bytes parsed are told in one message: an echo costs the gateway none. Below the 64 KiB under which a channel goes on. */
const tellEveryBytes = 32 * 1024;

/** What runs in a thread of screens: parses what it is sent, and answers what it is asked. */
const port = parentPort as MessagePort;
const { workedOn } = workerData as ThreadData;
const screens = new Map<number, Screen>();
stepBack();

function tell(message: FromThread): void {
  port.postMessage(message);
}

function open(id: number, start: ScreenStart): void {
  let parsed = start.offset ?? 0;
  let told = parsed;
  const screen = new Screen(start, {
    parsed: (bytes) => {
      parsed += bytes;
      if (parsed - told < tellEveryBytes) return;
      told = parsed;
      tell({ kind: 'parsed', id, offset: parsed });
    },
    broken: (error) =>
      tell({ kind: 'broken', id, stack: String((error instanceof Error && error.stack) || error) }),
    working: (on) => void Atomics.store(workedOn, 0, on ? id : 0),
  });
  screens.set(id, screen);
}

function answer(id: number, question: number, given: ScreenAnswers[keyof ScreenAnswers]): void {
  const transfer = typeof given === 'object' ? [given.data.buffer as ArrayBuffer] : [];
  port.postMessage({ kind: 'answer', id, question, answer: given } satisfies FromThread, transfer);
}

port.on('message', (message: ToThread) => {
  if (message.kind === 'ping') {
    tell({ kind: 'pong' });
    return;
  }
  const { id } = message;
  if (message.kind === 'open') {
    open(id, message.start);
    return;
  }
  const screen = screens.get(id);
  if (!screen) return;
  switch (message.kind) {
    case 'write':
      screen.write(message.data);
      break;
    case 'resize':
      screen.resize(message.start.size, message.start.sizeRevision);
      break;
    case 'ask':
      void screen[message.about]().then((given) => answer(id, message.question, given));
      break;
    case 'close':
      screens.delete(id);
      screen.dispose();
      break;
  }
});
