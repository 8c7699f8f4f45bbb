import type { Prose as ProseTree } from '@springboard/contracts/labs.ts';
import { TooltipProvider } from '@springboard/ui/tooltip.tsx';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Prose } from './prose.tsx';
import { RunContext, type Runner } from './run-context.ts';

const text = (value: string) => ({ type: 'text', value });
const element = (tagName: string, properties: object, ...children: unknown[]) => ({
  type: 'element',
  tagName,
  properties,
  children,
});
const tree = (...children: unknown[]): ProseTree => ({ type: 'root', children });
const command = tree(
  element(
    'pre',
    { dataLanguage: 'bash', dataRun: 'ceph1' },
    element('code', {}, element('span', { className: ['token-function'] }, text('ceph')), text(' -s')),
  ),
);

function html(prose: ProseTree, runner: Runner | null): string {
  return renderToStaticMarkup(
    <TooltipProvider>
      <RunContext value={runner}>
        <Prose prose={prose} />
      </RunContext>
    </TooltipProvider>,
  );
}
const runner = (ready: boolean): Runner => ({ ready, reason: 'not yet', run: async () => {} });

describe('Prose', () => {
  it('offers to run a command where there is a terminal, and holds the button back until it is there', () => {
    expect(html(command, runner(true))).toMatch(/Run in (<!-- -->)?ceph1/);
    expect(html(command, runner(true))).not.toMatch(/ disabled=""/);
    expect(html(command, runner(false))).toMatch(/ disabled=""/);
  });

  it('only copies where there is no terminal', () => {
    const out = html(command, null);
    expect(out).not.toContain('Run in');
    expect(out).toContain('aria-label="Copy"');
  });

  it('keeps the classes of highlighted code', () => {
    expect(html(command, null)).toContain('<span class="token-function">ceph</span> -s');
  });

  it('names the kind of a note for those who do not see its sign', () => {
    const note = tree(
      element('aside', { className: ['note', 'note-warning'] }, element('p', {}, text('Careful.'))),
    );
    expect(html(note, null)).toContain('aria-label="Warning"');
  });
});
