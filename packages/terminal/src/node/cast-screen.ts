import { readCast } from './cast-file.ts';
import { CastTail, castSize } from './cast-tail.ts';
import { shellTag } from './cast-writer.ts';
import { type DrawnScreen, Screen } from './screen.ts';

/** Ends a character or a control sequence that was cut: what comes next is not its second half. */
const cancel = '\x18';

/**
 * The screen where a recording of the shell stops. Nothing when the recording is another shell's, has the shell's end, or was cut before it:
 * its last screen is then not the shell's. Rejects when there is no such file.
 */
export async function screenAtEnd(path: string, shellId: string): Promise<DrawnScreen | undefined> {
  let tail: CastTail | undefined;
  let size = { columns: 80, rows: 24 };
  await readCast(path, {
    header: ({ term, tags }) => {
      if (!tags.includes(shellTag(shellId))) return false;
      size = { columns: term.cols, rows: term.rows };
      tail = new CastTail(size);
      return true;
    },
    event: ([, code, data]) => {
      if (code === 'o') tail?.output(data);
      if (code === 'r') {
        size = castSize(data);
        tail?.resize(size);
      }
      if (code === 'x' || code === 'm') tail = undefined;
      return tail !== undefined;
    },
  });
  if (!tail) return undefined;
  const screen = new Screen({ size: tail.size });
  try {
    tail.play({
      write: (text) => screen.write(Buffer.from(text)),
      resize: (to) => screen.resize(to, 0),
    });
    screen.write(Buffer.from(cancel));
    return { data: (await screen.snapshot()).data, size };
  } finally {
    screen.dispose();
  }
}
