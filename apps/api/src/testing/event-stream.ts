import { expect } from 'vitest';
import type { z } from 'zod';
import type { Send } from './an-api.ts';

/** Reads server-sent events one by one, by their schema; null when the stream has ended. */
export function eventsOf<S extends z.ZodType>(answer: Response, schema: S) {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let buffer = '';
  return {
    next: async (): Promise<z.output<S> | null> => {
      for (;;) {
        const [block = '', rest] = buffer.split(/\n\n([\s\S]*)/, 2);
        if (rest !== undefined) {
          buffer = rest;
          const data = /^data: (.*)$/m.exec(block)?.[1];
          if (data !== undefined) return schema.parse(JSON.parse(data));
          continue;
        }
        const chunk = await reader?.read();
        if (chunk?.value === undefined) return null;
        buffer += chunk.value;
      }
    },
    cancel: async () => void (await reader?.cancel()),
  };
}

/** Follows a stream; `until` reads on to the first event that holds. */
export async function follow<S extends z.ZodType>(send: Send, path: string, schema: S) {
  const answer = await send('GET', path);
  expect(answer.headers.get('content-type')).toBe('text/event-stream');
  const events = eventsOf(answer, schema);
  const until = async (holds: (view: z.output<S>) => boolean): Promise<z.output<S>> => {
    const view = await events.next();
    if (view === null) throw new Error(`the stream of ${path} has ended`);
    return holds(view) ? view : until(holds);
  };
  return { until, [Symbol.asyncDispose]: events.cancel };
}
