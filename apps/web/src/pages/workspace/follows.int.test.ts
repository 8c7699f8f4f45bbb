import type { Page } from '@playwright/test';
import type { FollowView } from '@springboard/contracts/follows.ts';
import { startSshd, type TestSshd } from '@springboard/terminal/testing/sshd.ts';
import { TestTerminalServer } from '@springboard/terminal/testing/terminal-server.ts';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aMe } from '../../testing/a-me.ts';
import { anAttempt } from '../../testing/an-attempt.ts';
import type { FakeApi } from '../../testing/fake-api.ts';
import { onPage, pageTest } from '../../testing/page-test.ts';

// Without WebGL the terminal draws text as text, which a test can read.
const openPage = pageTest(['--disable-3d-apis']);
const followId = '5d9f3a10-7c1e-4b62-9f0a-1d2e3f4a5b6c';
const maria = { id: 'person-maria', name: 'Maria Mentor' };

let sshd: TestSshd;
let gateway: TestTerminalServer;
let api: FakeApi;
let page: Page;
/** What was sent to routes of follows, in order. */
let sent: [string, unknown][];
let attemptId: string;

beforeAll(async () => {
  sshd = await startSshd();
  gateway = await new TestTerminalServer(sshd).listen();
});
afterAll(async () => {
  await gateway?.close();
  await sshd?.stop();
});
beforeEach(async () => {
  attemptId = crypto.randomUUID();
  sent = [];
  ({ api, page } = await openPage(at(), { ticket: () => ticket('owner') }));
});

function ticket(mode: 'owner' | 'observer') {
  return {
    ...gateway.ticket(attemptId, 1, mode),
    expiresAt: new Date(Date.now() + 30_000).toISOString(),
  };
}
const at = (...follows: FollowView[]) => anAttempt({ id: attemptId, follows });
const soon = (ms: number) => new Date(Date.now() + ms).toISOString();
const aFollow = (over: Partial<FollowView> = {}): FollowView => ({
  id: followId,
  mentor: maria,
  state: 'asked',
  reach: null,
  takeover: null,
  askedAt: soon(-5_000),
  until: soon(595_000),
  ...over,
});
const watching = (over: Partial<FollowView> = {}) =>
  aFollow({ state: 'following', reach: 'once', until: soon(4 * 3_600_000), ...over });

/** The fake API answers a route of follows, and the attempt is so from then on. */
function answers(path: string, then: () => FollowView[]): void {
  api.answers.set(`POST /api/follows${path}`, (body) => {
    sent.push([path, body]);
    const next = at(...then());
    api.push(next);
    // Older than what was pushed: the push is what counts.
    return { ...next, revision: 0 };
  });
}
const on = (what: string) => `/${followId}/${what}`;
const screen = () => page.locator('.xterm-rows:visible');

async function openTerminal(): Promise<void> {
  await page.goto(api.attemptUrl);
  await onPage(screen()).toContainText(/[$#] /);
  await page.locator('.xterm:visible').click();
}

describe('the learner', () => {
  const question = () => page.getByRole('region', { name: 'Maria Mentor wants to follow your terminals' });

  it('is asked without losing the keys, told what would be seen, and answers by a click', async () => {
    await openTerminal();
    api.push(at(aFollow()));
    await onPage(question()).toContainText('They cannot type.');
    await page.keyboard.type('echo typed-$((1+1))\n');
    await onPage(screen()).toContainText('typed-2');
    expect(sent).toEqual([]);
    answers(on('answer'), () => [watching({ reach: 'environment' })]);
    await question().getByRole('button', { name: 'Until this environment ends' }).click();
    await onPage(page.getByText('Maria Mentor is watching your terminals.')).toBeVisible();
    await onPage(question()).toHaveCount(0);
    expect(sent).toEqual([[on('answer'), { answer: 'environment' }]]);
  });

  it.each([
    ['This time', 'once'],
    ['No', 'no'],
  ])('answers “%s”', async (button, answer) => {
    api.push(at(aFollow()));
    await page.goto(api.attemptUrl);
    answers(on('answer'), () => (answer === 'no' ? [] : [watching()]));
    await question().getByRole('button', { name: button, exact: true }).click();
    await onPage(question()).toHaveCount(0);
    expect(sent).toEqual([[on('answer'), { answer }]]);
  });

  it('sees who watches, on a reload too, and stops it by one click', async () => {
    api.push(at(watching(), watching({ id: crypto.randomUUID(), mentor: { id: 't', name: 'Tom' } })));
    await page.goto(api.attemptUrl);
    const band = page.getByRole('region', { name: 'Who is with you' });
    await onPage(band).toContainText('Tom is watching your terminals.');
    await page.reload();
    await onPage(band).toContainText('Maria Mentor is watching your terminals.');
    answers(on('stop'), () => []);
    await page.getByRole('button', { name: 'Stop being followed by Maria Mentor' }).click();
    await onPage(band).not.toContainText('Maria');
    expect(sent).toEqual([[on('stop'), null]]);
  });

  it('may refuse somebody to type, and is no longer asked when the request has lapsed', async () => {
    await page.clock.install();
    api.push(at(watching({ takeover: 'asked' })));
    await page.goto(api.attemptUrl);
    answers(on('takeover/answer'), () => [watching()]);
    const asks = page.getByRole('region', { name: 'Maria Mentor wants to type in your terminals' });
    await asks.getByRole('button', { name: 'No' }).click();
    await onPage(asks).toHaveCount(0);
    expect(sent).toEqual([[on('takeover/answer'), { agree: false }]]);
    api.push(at(aFollow()));
    await onPage(question()).toBeVisible();
    await page.clock.fastForward(600_000);
    await onPage(question()).toHaveCount(0);
  });

  it('has the keys held off while a mentor types, sees so, and takes them back by Escape', async () => {
    await openTerminal();
    gateway.sessions.share(attemptId, { followId, name: maria.name });
    api.push(at(watching({ takeover: 'held' })));
    await onPage(page.getByText('Maria Mentor is typing.')).toBeVisible();
    await page.keyboard.type('echo held-$((1+1))-off\n');
    await onPage(page.getByText('Your key was held off')).toHaveCount(1);
    await onPage(page.getByText('Keys go to the shell')).toHaveCount(0);
    await onPage(page.getByText('Maria Mentor is typing, your keys are held off.')).toBeVisible();
    answers(on('takeover/end'), () => {
      gateway.sessions.share(attemptId, null);
      return [watching()];
    });
    await page.keyboard.press('Escape');
    await onPage(page.getByText('Maria Mentor is watching your terminals.')).toBeVisible();
    expect(sent).toEqual([[on('takeover/end'), null]]);
    await onPage(page.getByText('Keys go to the shell')).toBeVisible();
    await page.keyboard.type('echo mine-$((2+2))-again\n');
    await onPage(screen()).toContainText('mine-4-again');
    await onPage(screen()).not.toContainText('held-2-off');
  });
});

describe('a mentor', () => {
  beforeEach(() => {
    api.answers.set('GET /api/me', () => aMe(maria.name, ['mentor'], maria.id));
    api.answers.set('GET /api/attempts', () => []);
    api.answers.set(`GET /api/follows${on('terminals')}`, () => [{ node: 'ceph1', number: 1 }]);
    api.answers.set(`POST /api/follows${on('terminals')}`, () => ticket('observer'));
  });
  const ask = () => page.getByRole('button', { name: 'Ask to follow their terminals' });

  it('asks, waits, and is told of a no', async () => {
    await page.goto(api.attemptUrl);
    answers('', () => [aFollow()]);
    await ask().click();
    await onPage(page.getByText('Waiting for the learner’s answer')).toBeVisible();
    expect(sent).toEqual([['', { attemptId }]]);
    api.push(at());
    await onPage(page.getByText('They said no.')).toBeVisible();
    await onPage(ask()).toBeVisible();
  });

  it('takes a request back without being told that it was refused', async () => {
    api.push(at(aFollow()));
    await page.goto(api.attemptUrl);
    answers(on('stop'), () => []);
    await page.getByRole('button', { name: 'Take the request back' }).click();
    await onPage(ask()).toBeVisible();
    await onPage(page.getByText('They said no.')).toHaveCount(0);
  });

  it('watches what the learner does, asks to type, hands back, and leaves', async () => {
    const shell = await gateway.client(attemptId).open();
    api.push(at(watching()));
    await page.goto(api.attemptUrl);
    await onPage(page.getByText('You are watching.')).toBeVisible();
    shell.line('echo seen-$((1+1))');
    await onPage(screen()).toContainText('seen-2');
    await onPage(page.getByText('Read-only: your keys go nowhere')).toBeVisible();
    answers(on('takeover'), () => [watching({ takeover: 'asked' })]);
    await page.getByRole('button', { name: 'Ask to type' }).click();
    await onPage(page.getByText('You asked to type.')).toBeVisible();
    api.push(at(watching({ takeover: 'held' })));
    answers(on('takeover/end'), () => [watching()]);
    await page.getByRole('button', { name: 'Hand the keyboard back' }).click();
    await onPage(page.getByText('You are watching.')).toBeVisible();
    answers(on('stop'), () => [aFollow({ state: 'away', reach: 'environment', until: null })]);
    await page.getByRole('button', { name: 'Leave' }).click();
    await onPage(page.getByRole('button', { name: 'Follow again' })).toBeVisible();
    await onPage(page.locator('.terminal')).toHaveCount(0);
    expect(sent.map(([path]) => path)).toEqual([on('takeover'), on('takeover/end'), on('stop')]);
  });

  it('is told when the learner stops it', async () => {
    api.push(at(watching()));
    await page.goto(api.attemptUrl);
    await onPage(page.getByText('You are watching.')).toBeVisible();
    api.push(at());
    await onPage(page.getByText('It was ended. Nothing is shown to you any more.')).toBeVisible();
  });
});
