import type { ClassRoom } from '@springboard/contracts/classes.ts';
import { expect, it } from 'vitest';
import { peopleWords, roomWords } from './words.ts';

const room = (more: Partial<ClassRoom>): ClassRoom => ({
  needed: 20,
  ready: 4,
  making: 2,
  fitNow: 16,
  fitEmpty: 18,
  heldByTeam: 0,
  ...more,
});

it('says in numbers who has to wait, and why', () => {
  expect(roomWords(room({}))).toEqual({
    tone: 'warn',
    title: '20 needed, 4 will wait in the queue',
    text: 'There is room for 16 environments beside what runs now, 18 on an empty host. 4 ready in the pool, 2 being made.',
  });
  expect(roomWords(room({ fitNow: 30, heldByTeam: 5 }))).toMatchObject({
    title: '20 needed, 5 will wait in the queue',
    text: expect.stringMatching(/^The limit of environments per team holds 5 back\. 4 ready/),
  });
});

it('says that all fit, and nothing where nobody needs one', () => {
  expect(roomWords(room({ fitNow: 20 }))).toMatchObject({ tone: 'good', title: 'All 20 fit on the host' });
  expect(roomWords(room({ needed: 0 }))).toBeNull();
  expect([peopleWords(1), peopleWords(3)]).toEqual(['1 person', '3 people']);
});
