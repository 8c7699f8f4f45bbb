import { describe, expect, it } from 'vitest';
import {
  changeChapter,
  fromEdited,
  toEdited,
  withChapter,
  withoutChapter,
  withPart,
} from './draft-changes.ts';

const at = (minute: number) => `2026-11-02T09:0${minute}:00.000Z`;
const empty = toEdited({ title: 'T', parts: [], chapters: [] });
const span = { from: at(1), until: at(5) };

describe('a draft that is worked on', () => {
  it('has each recording once, with its last span', () => {
    const changed = withPart(withPart(empty, 'a', span), 'a', { ...span, until: at(6) });
    expect(changed.parts).toEqual([{ recording: 'a', from: at(1), until: at(6) }]);
  });

  it('loses the chapters of a recording that is taken out, and no others', () => {
    const both = withChapter(withChapter(withPart(empty, 'a', span), 'a', at(3)), 'b', at(2));
    expect(withPart(both, 'a', null)).toMatchObject({ parts: [], chapters: [{ recording: 'b' }] });
  });

  it('keeps its chapters in their order, also when one is moved, and saves them without keys', () => {
    const two = withChapter(withChapter(empty, 'a', at(4)), 'a', at(2));
    const [first, second] = two.chapters;
    const moved = changeChapter(two, second?.key ?? '', { at: at(1), title: 'Second' });
    expect(fromEdited(moved).chapters).toEqual([
      { recording: 'a', at: at(1), title: 'Second', text: '' },
      { recording: 'a', at: at(2), title: '', text: '' },
    ]);
    expect(withoutChapter(moved, first?.key ?? '').chapters.map(({ title }) => title)).toEqual(['Second']);
  });
});
