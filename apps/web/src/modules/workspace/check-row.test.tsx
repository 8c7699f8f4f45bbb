import { TooltipProvider } from '@springboard/ui/tooltip.tsx';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { aCheck } from '../../testing/an-attempt.ts';
import { CheckRow } from './check-row.tsx';

const html = (over: Parameters<typeof aCheck>[0]) =>
  renderToStaticMarkup(
    <TooltipProvider>
      <CheckRow check={aCheck(over)} />
    </TooltipProvider>,
  );

describe('CheckRow', () => {
  it('says what is missing, as text and never as HTML', () => {
    const row = html({ status: 'not_yet', message: 'size is 2, <b>not</b> 3' });
    expect(row).toContain('Not yet');
    expect(row).toContain('size is 2, &lt;b&gt;not&lt;/b&gt; 3');
  });

  it('shows what a running check waits for', () => {
    const row = html({ status: 'running', message: 'Waiting for 3 PGs to become clean' });
    expect(row).toContain('Checking…');
    expect(row).toContain('Waiting for 3 PGs');
  });

  it('gives every verdict a sign of its own, so that none is told by colour alone', () => {
    const statuses = ['waiting', 'running', 'pass', 'not_yet', 'environment_broken', 'check_broken'] as const;
    const signs = statuses.map(
      (status) => /<path[^>]*>|<line[^>]*>|<circle[^>]*>/.exec(html({ status }))?.[0],
    );
    expect(new Set(signs).size).toBe(statuses.length);
  });
});
