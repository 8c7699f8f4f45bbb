import { TooltipProvider } from '@springboard/ui/tooltip.tsx';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { type CastResult, readCast } from '../../modules/replay/cast.ts';
import { searchLines } from '../../modules/replay/printed-lines.ts';
import { HitList } from '../../modules/replay/search-panel.tsx';
import { Gone } from '../../modules/replay/states.tsx';
import { castFile } from '../../testing/a-cast.ts';
import { anAttempt } from '../../testing/an-attempt.ts';
import { RecordingBody } from './recording-body.tsx';

const html = (element: ReactNode) => renderToStaticMarkup(<TooltipProvider>{element}</TooltipProvider>);
const view = {
  name: 'ceph1.1.1767603600000.6a0d3f0e-0f3c-4c36-9a57-0d3a3a2f9a11.cast',
  node: 'ceph1',
  number: 1,
  startedAt: '2026-01-05T09:00:00.000Z',
  endedAt: '2026-01-05T09:20:00.000Z',
  bytes: 100,
};
const body = (result: CastResult, state: 'active' | 'finished' = 'finished') =>
  html(
    <RecordingBody
      attemptId="a"
      attempt={anAttempt({ state })}
      view={view}
      from={null}
      result={result}
      fetching={false}
      onReload={() => undefined}
    />,
  );
const printed = castFile([0, 'o', 'hello\r\n'], [1, 'o', 'there\r\n']);

describe('the page of a recording', () => {
  it('says of an empty one whether something may still come', () => {
    expect(body({ kind: 'empty' })).toContain('ended before anything came from it');
    expect(body({ kind: 'empty' })).not.toContain('Load what came since');
    expect(body({ kind: 'empty' }, 'active')).toContain('Nothing was printed yet');
    expect(body({ kind: 'empty' }, 'active')).toContain('Load what came since');
  });

  it('offers one that it cannot read as a file', () => {
    const page = body({ kind: 'unreadable' });
    expect(page).toContain('This recording cannot be read');
    expect(page).toContain(`href="/api/attempts/a/recordings/${view.name}"`);
  });

  it('plays one that was cut, and says so', () => {
    const page = body(readCast(printed.slice(0, -5)));
    expect(page).toContain('ends in the midst of a line');
    expect(page).toContain('aria-label="Recording of ceph1, terminal 1"');
  });

  it('says that one may still be written while its attempt goes on, until its shell has ended', () => {
    expect(body(readCast(printed), 'active')).toContain('This recording has no end yet');
    expect(body(readCast(`${printed}[1,"x","0"]\n`), 'active')).not.toContain('no end yet');
    expect(body(readCast(printed))).not.toContain('no end yet');
  });

  it('names one that is no longer kept', () => {
    expect(html(<Gone actions={null} />)).toContain('This recording is no longer kept');
  });

  it('shows what was found as text and never as HTML', () => {
    const lines = [{ at: 61, text: '<img src=x onerror=alert(1)> & more' }];
    const list = html(<HitList hits={searchLines(lines, 'ONERROR', 9).hits} onSeek={() => undefined} />);
    expect(list).toContain('&lt;img src=x <mark');
    expect(list).not.toContain('<img');
    expect(list).toContain('1:01');
  });
});
