import { expect, it, vi } from 'vitest';
import { closeReasons } from '../common/close.ts';
import type { Sharing, TerminalGrant } from './authority.ts';
import { Followers, type SharedSocket } from './followers.ts';
import type { Typist } from './write-lock.ts';

const grant = (followId?: string): TerminalGrant => ({
  personId: followId === undefined ? 'learner' : `mentor of ${followId}`,
  attemptId: 'a',
  environmentId: 'e',
  node: 'host1',
  number: 1,
  mode: followId === undefined ? 'owner' : 'observer',
  ...(followId === undefined ? {} : { follow: { id: followId, mentor: 'Maria' } }),
  hostKey: '',
  privateKey: '',
});
const socket = (followId?: string) => ({ grant: grant(followId), close: vi.fn() }) satisfies SharedSocket;
const shared = (typist: string | null, ...ids: string[]): Sharing => ({
  follows: new Map(ids.map((id) => [id, 'Maria'])),
  typist,
});

function followersOf(sockets: SharedSocket[], sharing: () => Promise<Sharing>) {
  const given: (Typist | null)[] = [];
  const gone: string[] = [];
  const followers = new Followers({
    authority: { sharing, followerGone: async (id) => void gone.push(id) },
    sessions: { share: (_attempt, typist) => void given.push(typist) },
    sockets,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    goneAfterMs: 50,
  });
  return { followers, given, gone };
}

it('closes mentors who are not named any more, and never the learner', async () => {
  const [learner, stays, goes] = [socket(), socket('f1'), socket('f2')];
  const { followers, given } = followersOf([learner, stays, goes], async () => shared('f1', 'f1'));
  await followers.refresh('a');
  expect(goes.close).toHaveBeenCalledExactlyOnceWith(closeReasons.followEnded);
  expect(stays.close).not.toHaveBeenCalled();
  expect(learner.close).not.toHaveBeenCalled();
  expect(given).toEqual([{ followId: 'f1', name: 'Maria' }]);
});

it('drops an answer that comes after that to a later question', async () => {
  const first = Promise.withResolvers<Sharing>();
  const answers = [first.promise, Promise.resolve(shared(null))];
  const mentor = socket('f1');
  const { followers, given } = followersOf([mentor], () => answers.shift() as Promise<Sharing>);
  const early = followers.refresh('a');
  await followers.refresh('a');
  first.resolve(shared('f1', 'f1'));
  await early;
  expect(given).toEqual([null]);
  expect(mentor.close).toHaveBeenCalledOnce();
});

it('sends mentors out and lets the learner type where nobody can be asked', async () => {
  const [learner, mentor] = [socket(), socket('f1')];
  const { followers, given } = followersOf([learner, mentor], () => Promise.reject(new Error('no database')));
  await followers.refresh('a');
  expect(mentor.close).toHaveBeenCalledExactlyOnceWith(closeReasons.rightsChanged);
  expect(learner.close).not.toHaveBeenCalled();
  expect(given).toEqual([null]);
});

it('says that a mentor is gone when none of their sockets came back', async () => {
  const [stays, leaves] = [socket('f1'), socket('f2')];
  const sockets: SharedSocket[] = [stays, leaves];
  const { followers, gone } = followersOf(sockets, async () => shared(null, 'f1', 'f2'));
  sockets.pop();
  followers.closed(leaves.grant);
  followers.closed(stays.grant);
  followers.closed(grant());
  await expect.poll(() => gone).toEqual(['f2']);
});

it('says the same of a mentor who was let in and never came', async () => {
  const { followers, gone } = followersOf([socket(), socket('f1')], async () => shared(null, 'f1', 'f2'));
  await followers.refresh('a');
  await expect.poll(() => gone).toEqual(['f2']);
});

it('asks about attempts in which a mentor types, also where none of their sockets is here', async () => {
  const answers = [shared('f1', 'f1'), shared(null)];
  const { followers, given } = followersOf([socket()], async () => answers.shift() as Sharing);
  await followers.refresh('a');
  await followers.refreshAll('somebody');
  await followers.refreshAll();
  await followers.refreshAll();
  expect(given).toEqual([{ followId: 'f1', name: 'Maria' }, null]);
  followers.stop();
});
