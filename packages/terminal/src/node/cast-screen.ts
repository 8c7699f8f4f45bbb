import type { Size } from '../common/limits.ts';
import { readCast } from './cast-file.ts';
import { CastTail, castSize } from './cast-tail.ts';
import { shellTag } from './cast-writer.ts';
import { ByteRing } from './ring.ts';
import type { DrawnScreen } from './screen.ts';
import type { ScreenPool } from './screens/pool.ts';

/** Ends a character or a control sequence that was cut: what comes next is not its second half. */
const cancel = '\x18';

/**
 * The screen where a recording of the shell stops; a thread of `screens` parses it. Nothing when the recording is another shell's, has the shell's end, or
 * was cut before it: its last screen is then not the shell's. Nothing either when its output ends the thread. Rejects when there is no such file.
 */
export async function screenAtEnd(
  path: string,
  shellId: string,
  screens: ScreenPool,
): Promise<DrawnScreen | undefined> {
  const tail = await tailOf(path, shellId);
  return tail && draw(tail, screens);
}

async function tailOf(path: string, shellId: string): Promise<CastTail | undefined> {
  let tail: CastTail | undefined;
  await readCast(path, {
    header: ({ term, tags }) => {
      if (!tags.includes(shellTag(shellId))) return false;
      tail = new CastTail({ columns: term.cols, rows: term.rows });
      return true;
    },
    event: ([, code, data]) => {
      if (code === 'o') tail?.output(data);
      if (code === 'r') tail?.resize(castSize(data));
      if (code === 'x' || code === 'm') tail = undefined;
      return tail !== undefined;
    },
  });
  return tail;
}

async function draw(tail: CastTail, screens: ScreenPool): Promise<DrawnScreen | undefined> {
  const played: (Buffer | Size)[] = [];
  tail.play({ write: (text) => played.push(Buffer.from(text)), resize: (to) => played.push(to) });
  played.push(Buffer.from(cancel));
  const ring = new ByteRing(played.reduce((sum, one) => sum + ('length' in one ? one.length : 0), 0));
  let endedIts = false;
  const screen = screens.open({
    size: tail.size,
    ring,
    onBusy: () => {},
    onBroken: () => {},
    onMoved: (kept) => {
      endedIts ||= kept === 'nothing';
    },
  });
  let sizes = 0;
  for (const one of played) {
    if ('length' in one) {
      ring.append(one);
      continue;
    }
    sizes += 1;
    screen.resize(one, sizes);
  }
  const { data, size } = await screen.snapshot();
  screen.dispose();
  return endedIts ? undefined : { data, size };
}
