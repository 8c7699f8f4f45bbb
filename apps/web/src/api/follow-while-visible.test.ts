import { expect, it } from 'vitest';
import { followWhileVisible } from './follow-while-visible.ts';

it('follows while the page is looked at, and once at a time', () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState });
  const told: string[] = [];
  const follow = () => {
    told.push('begin');
    return () => void told.push('end');
  };
  const turn = (to: DocumentVisibilityState) => {
    page.visibilityState = to;
    page.dispatchEvent(new Event('visibilitychange'));
  };
  const stop = followWhileVisible(follow, (state) => void told.push(state), page as unknown as Document);
  turn('visible');
  turn('hidden');
  turn('visible');
  stop();
  turn('hidden');
  turn('visible');
  expect(told).toEqual(['begin', 'end', 'connecting', 'begin', 'end']);
});

it('does not begin in a page that is opened in the background', () => {
  const page = Object.assign(new EventTarget(), { visibilityState: 'hidden' as DocumentVisibilityState });
  let begun = 0;
  const stop = followWhileVisible(
    () => {
      begun += 1;
      return () => {};
    },
    () => {},
    page as unknown as Document,
  );
  stop();
  expect(begun).toBe(0);
});
