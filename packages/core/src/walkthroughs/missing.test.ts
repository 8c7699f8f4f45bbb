import type { WalkthroughDraft } from '@springboard/contracts/walkthroughs.ts';
import { describe, expect, it } from 'vitest';
import { missingOf } from './missing.ts';

const recording = 'ceph1.1.cast';
const part = { recording, from: '2026-11-02T09:00:00.000Z', until: '2026-11-02T09:05:00.000Z' };
const chapter = { recording, at: '2026-11-02T09:01:00.000Z', title: 'Look', text: 'First of all.' };
const draft: WalkthroughDraft = { title: 'How I did it', parts: [part], chapters: [chapter] };
const sources = [{ name: recording, node: 'ceph1' }];

describe('what a draft lacks', () => {
  it('is nothing when it has a title, a part and a chapter in it', () => {
    expect(missingOf(draft, sources, [])).toEqual([]);
  });

  it('is named, each thing once', () => {
    expect(missingOf({ title: ' ', parts: [], chapters: [] }, sources, [])).toEqual([
      'Give it a title.',
      'Choose a recording, and where in it to begin and to end.',
      'Add a chapter: say what is done, and why.',
    ]);
    expect(missingOf({ ...draft, chapters: [{ ...chapter, title: '' }] }, sources, [])).toEqual([
      'Each chapter needs a title.',
    ]);
  });

  it('is a chapter in the part that it tells of', () => {
    for (const outside of [
      { at: '2026-11-02T08:59:59.999Z' },
      { at: '2026-11-02T09:05:00.001Z' },
      { recording: 'ceph2.1.cast' },
    ])
      expect(missingOf({ ...draft, chapters: [{ ...chapter, ...outside }] }, sources, [])).toEqual([
        'The chapter “Look” is outside of what is shown. Move it, or take it out.',
      ]);
  });

  it('is an end after the beginning, and a recording once', () => {
    expect(missingOf({ ...draft, parts: [{ ...part, until: part.from }] }, sources, [])).toContain(
      'The part of ceph1 ends before it begins.',
    );
    expect(missingOf({ ...draft, parts: [part, part] }, sources, [])).toEqual([
      'Each recording can be in it once.',
    ]);
  });

  it('is a recording that is still kept, or the same span as it was published', () => {
    const gone = 'One of its recordings is no longer kept. Take that part out.';
    expect(missingOf(draft, [], [])).toEqual([gone]);
    expect(missingOf(draft, [], [part])).toEqual([]);
    expect(missingOf(draft, [], [{ ...part, until: '2026-11-02T09:04:00.000Z' }])).toEqual([gone]);
  });
});
