import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { z } from 'zod';

const Header = z.object({
  version: z.literal(3),
  term: z.object({ cols: z.number().int(), rows: z.number().int() }),
  timestamp: z.number(),
  tags: z.array(z.string()).default([]),
});
export type CastHeader = z.infer<typeof Header>;

/** Seconds since the event before, the kind of event, and its data. */
const Event = z.tuple([z.number(), z.string(), z.string()]);
export type CastEvent = z.infer<typeof Event>;

/** Gets the header, then each event. Once it answers false nothing more is read. */
export interface CastListener {
  header(header: CastHeader): boolean;
  event(event: CastEvent): boolean;
}

/**
 * Reads an asciicast v3 from its beginning. A file that is none tells nothing; one that is still being written ends before its cut last line.
 * Rejects when there is no such file.
 */
export async function readCast(path: string, listener: CastListener): Promise<void> {
  const lines = createInterface({
    input: createReadStream(path, 'utf8'),
    crlfDelay: Number.POSITIVE_INFINITY,
  });
  let begun = false;
  for await (const line of lines) {
    if (line === '' || line.startsWith('#')) continue;
    const parsed = (begun ? Event : Header).safeParse(readJson(line));
    if (!parsed.success) break;
    const { data } = parsed;
    if (!(Array.isArray(data) ? listener.event(data) : listener.header(data))) break;
    begun = true;
  }
  lines.close();
}

function readJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
