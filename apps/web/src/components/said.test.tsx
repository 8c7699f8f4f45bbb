import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Said } from './said.tsx';

describe('Said', () => {
  it('shows what stands between back-ticks as code, and all of it as text', () => {
    const html = renderToStaticMarkup(<Said>{'See `npm run doctor`, not <b>this</b>.'}</Said>);
    expect(html).toMatch(/^See <code[^>]*>npm run doctor<\/code>, not &lt;b&gt;this&lt;\/b&gt;\.$/);
  });
});
