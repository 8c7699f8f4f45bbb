import type { EngineCapacity } from '@springboard/environments/driver.ts';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import type { Action, AdmissionState, Living, PoolWish, Size, Waiting } from './state.ts';

const GiB = 1024 ** 3;
const now = new Date('2026-03-02T09:00:00Z');
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const gib = (memory: number, disk = 1): Size => ({ memory: memory * GiB, disk: disk * GiB, cpu: 20 });

/** 10 GiB of memory of which 9 may be handed out, nothing on it. */
const host: EngineCapacity = {
  memory: { total: 10 * GiB, available: 10 * GiB },
  cores: 4,
  load: 0,
  disk: { total: 100 * GiB, used: 0 },
};
const limits: AdmissionState['limits'] = {
  environmentsPerTeam: null,
  provisioningAtOnce: 3,
  memoryReserve: 0.1,
  diskReserve: 0.1,
  readyForMs: 3_600_000,
  pausedForMs: 86_400_000,
};

const waits = (id: string, more: Partial<Waiting> = {}): Waiting => ({
  id,
  topology: 'linux',
  generation: 'new',
  size: gib(1),
  teams: [],
  anew: false,
  ...more,
});
const lives = (id: string, state: Living['state'], more: Partial<Living> = {}): Living => ({
  id,
  topology: 'linux',
  generation: 'new',
  purpose: 'attempt',
  state,
  frozen: false,
  size: gib(1),
  teams: [],
  createdAt: inSeconds(-100),
  since: state === 'provisioning' ? now : null,
  probedAt: now,
  readyAt: state === 'ready' ? inSeconds(-60) : null,
  expiresAt: state === 'ready' ? inSeconds(3_540) : null,
  pausedAt: null,
  ...more,
});
const pooled = (id: string, more: Partial<Living> = {}) => lives(id, 'pooled', { purpose: 'pool', ...more });
const pool = (topology: string, wanted: number, more: Partial<PoolWish> = {}): PoolWish => ({
  topology,
  generation: 'new',
  size: gib(1),
  wanted,
  mode: 'running',
  asked: 0,
  notBefore: null,
  ...more,
});

function decided(given: Partial<AdmissionState>) {
  const { actions, places } = decide({
    now,
    host,
    waiting: [],
    living: [],
    pools: [],
    limits,
    measured: { provisionMs: new Map([['linux', 10_000]]), lifeMs: new Map([['linux', 600_000]]) },
    ...given,
  });
  const queue = places.map(({ id, queue }) => [
    id,
    queue.waitsFor,
    queue.startsAt === null ? null : (Date.parse(queue.startsAt) - now.getTime()) / 1000,
  ]);
  return { done: actions.map(words), queue, places };
}

function words(action: Action): string {
  switch (action.kind) {
    case 'claim':
    case 'adopt':
      return `${action.kind} ${action.environmentId} for ${action.requestId}`;
    case 'admit':
      return `admit ${action.requestId}`;
    case 'make':
      return `make ${action.topology}`;
    case 'release':
      return `release ${action.environmentId}: ${action.reason}`;
    case 'care':
      return `care ${action.environmentId}`;
  }
}

describe('who waits', () => {
  it('is admitted in the order of the requests, as many as may be made side by side', () => {
    const { done, queue } = decided({ waiting: ['a', 'b', 'c', 'd', 'e'].map((id) => waits(id)) });
    expect(done).toEqual(['admit a', 'admit b', 'admit c']);
    expect(queue).toEqual([
      ['d', 'turn', 10],
      ['e', 'turn', 10],
    ]);
  });

  it('counts what is being made already', () => {
    const { done, queue } = decided({
      waiting: [waits('a'), waits('b')],
      living: [
        lives('x', 'provisioning', { since: inSeconds(-4) }),
        lives('y', 'provisioning', { since: inSeconds(-7) }),
      ],
    });
    expect(done).toEqual(['admit a']);
    expect(queue).toEqual([['b', 'turn', 3]]);
  });

  it('gets what is pooled: running before frozen, the oldest first, each once', () => {
    const { done } = decided({
      waiting: [waits('a'), waits('b'), waits('c')],
      living: [
        pooled('frozen', { frozen: true, createdAt: inSeconds(-900) }),
        pooled('young', { createdAt: inSeconds(-10) }),
        pooled('old', { createdAt: inSeconds(-500) }),
      ],
      pools: [pool('linux', 3, { mode: 'frozen' })],
    });
    expect(done.slice(0, 3)).toEqual(['claim old for a', 'claim young for b', 'claim frozen for c']);
  });

  it('gets nothing of an older generation, of another topology, or from the pool after that was bad', () => {
    const { done } = decided({
      waiting: [waits('a'), waits('b', { anew: true })],
      living: [pooled('outdated', { generation: 'old' }), pooled('other', { topology: 'ceph' })],
      pools: [pool('ceph', 1)],
    });
    expect(done).toEqual(['admit a', 'admit b', 'release outdated: surplus']);
    const bad = decided({
      waiting: [waits('b', { anew: true })],
      living: [pooled('p')],
      pools: [pool('linux', 1)],
    });
    expect(bad.done).toEqual(['admit b']);
  });

  it('gets what is just being made for the pool, without a turn of its own', () => {
    const { done, queue } = decided({
      waiting: [waits('a'), waits('b')],
      living: [1, 2, 3].map((n) => lives(`m${n}`, 'provisioning', { purpose: n === 1 ? 'pool' : 'attempt' })),
      pools: [pool('linux', 1)],
    });
    expect(done).toEqual(['adopt m1 for a']);
    expect(queue).toMatchObject([['b', 'turn', 10]]);
  });

  it('for want of memory waits for the usual end of another one, and nobody passes by', () => {
    const { done, queue } = decided({
      waiting: [waits('large', { size: gib(4) }), waits('small')],
      living: ['p', 'q', 'r'].map((id) => lives(id, 'ready', { size: gib(2) })),
    });
    expect(done).toEqual([]);
    // Its ten usual minutes began one minute ago; then 5 GiB are free, of which the first takes 4.
    expect(queue).toEqual([
      ['large', 'memory', 540],
      ['small', 'turn', 540],
    ]);
  });

  it('waits for the host to have it free where it uses more than was planned', () => {
    const short = { ...host, memory: { total: 10 * GiB, available: 1.5 * GiB } };
    expect(decided({ waiting: [waits('a')], host: short })).toMatchObject({
      done: [],
      queue: [['a', 'memory', null]],
    });
    const full = { ...host, disk: { total: 100 * GiB, used: 89.5 * GiB } };
    expect(decided({ waiting: [waits('a')], host: full }).queue).toEqual([['a', 'disk', null]]);
  });

  it('counts what is being made on top of what the host says, since it has not grown yet', () => {
    const living = [
      lives('x', 'provisioning', { size: gib(4) }),
      lives('y', 'provisioning', { size: gib(4) }),
    ];
    expect(decided({ waiting: [waits('a', { size: gib(2) })], living }).queue).toMatchObject([
      ['a', 'memory', 600],
    ]);
  });

  it('lets others pass while its team has all it may have', () => {
    const { done, queue } = decided({
      limits: { ...limits, environmentsPerTeam: 2 },
      waiting: [waits('a', { teams: ['t'] }), waits('b', { teams: ['t', 'u'] }), waits('c')],
      living: [lives('x', 'ready', { teams: ['t'] }), lives('y', 'destroying', { teams: ['t'] })],
    });
    expect(done).toEqual(['admit a', 'admit c']);
    expect(queue).toEqual([['b', 'team', 540]]);
  });

  it('for its team is told a time each, never a past one, and by its full teams only', () => {
    const { queue } = decided({
      limits: { ...limits, environmentsPerTeam: 1 },
      waiting: ['a', 'b', 'c'].map((id) => waits(id, { teams: ['t'] })),
      living: [
        // Was to be taken down a minute ago.
        lives('x', 'paused', { teams: ['t'], pausedAt: inSeconds(-86_460) }),
        lives('y', 'ready', { teams: ['u'] }),
      ],
    });
    expect(queue).toEqual([
      ['a', 'team', 1],
      ['b', 'team', 611],
      ['c', 'team', 1221],
    ]);
  });

  it('for more than the host could ever hold keeps neither those behind nor the pools', () => {
    const { done, queue } = decided({
      waiting: [waits('vast', { size: gib(20) }), waits('a')],
      pools: [pool('ceph', 1)],
    });
    expect(done).toEqual(['admit a', 'make ceph']);
    expect(queue).toEqual([['vast', 'memory', null]]);
  });

  it('knows its place and how many wait, but no time where nothing was measured', () => {
    const { places } = decided({
      limits: { ...limits, provisioningAtOnce: 1 },
      waiting: [waits('a'), waits('b'), waits('c')],
      measured: { provisionMs: new Map(), lifeMs: new Map() },
    });
    expect(places.map((place) => place.queue)).toEqual([
      { place: 1, of: 2, waitsFor: 'turn', startsAt: null },
      { place: 2, of: 2, waitsFor: 'turn', startsAt: null },
    ]);
  });

  it('waits for its turn while the engine does not answer, and nothing is done', () => {
    const state = { host: null, waiting: [waits('a')], living: [pooled('p')], pools: [pool('linux', 4)] };
    expect(decided(state)).toMatchObject({ done: [], queue: [['a', 'turn', null]] });
  });
});

describe('room for who waits', () => {
  const frozen = (id: string, more: Partial<Living> = {}) => pooled(id, { size: gib(3), ...more });

  it('is made by what is pooled and wanted least, and no more than it takes', () => {
    const { done, queue } = decided({
      waiting: [waits('a', { size: gib(4) })],
      living: [
        frozen('often', { topology: 'ceph' }),
        frozen('seldom', { topology: 'net' }),
        frozen('unwanted', { topology: 'web' }),
      ],
      pools: [pool('ceph', 1, { asked: 9 }), pool('net', 1, { asked: 2 }), pool('web', 0, { asked: 30 })],
    });
    expect(done).toEqual(['release unwanted: surplus', 'release seldom: surplus']);
    expect(queue).toEqual([['a', 'memory', 2]]);
  });

  it('is made by what is outdated first, which goes anyway', () => {
    const { done } = decided({
      waiting: [waits('a', { size: gib(4) })],
      living: [
        frozen('seldom', { topology: 'net' }),
        frozen('p', { topology: 'ceph' }),
        frozen('old', { topology: 'ceph', generation: 'old' }),
      ],
      pools: [pool('ceph', 1, { asked: 9 }), pool('net', 1, { asked: 2 })],
    });
    expect(done).toEqual(['release old: surplus', 'release seldom: surplus']);
  });

  it('of the processors is not made by what is frozen and takes none', () => {
    const busy = { memory: GiB, disk: GiB, cpu: 1_700 };
    const { done } = decided({
      waiting: [waits('a', { size: busy, topology: 'ceph' })],
      living: [
        lives('x', 'ready', { size: { ...busy, cpu: 3_000 } }),
        frozen('p', { frozen: true, size: busy }),
      ],
      pools: [pool('linux', 1, { mode: 'frozen', generation: null })],
    });
    expect(done).toEqual([]);
  });

  it('is not made twice while what was released is still going, nor where it would not be enough', () => {
    const leaving = decided({
      waiting: [waits('a', { size: gib(3) })],
      living: [
        frozen('gone', { state: 'destroying' }),
        lives('x', 'ready', { size: gib(3) }),
        frozen('p', { topology: 'net' }),
      ],
      pools: [pool('net', 1)],
    });
    expect(leaving.done).toEqual([]);
    expect(leaving.queue).toEqual([['a', 'memory', 2]]);
    const hopeless = decided({
      waiting: [waits('a', { size: gib(8) })],
      living: [lives('x', 'ready', { size: gib(5) }), frozen('p', { topology: 'net' })],
      pools: [pool('net', 1)],
    });
    expect(hopeless.done).toEqual([]);
  });
});

describe('pools', () => {
  it('are filled with half of the turns, the emptiest first, when nobody waits', () => {
    const state = {
      limits: { ...limits, provisioningAtOnce: 6 },
      pools: [pool('linux', 4), pool('ceph', 2)],
    };
    expect(decided({ ...state, living: [pooled('p'), pooled('q')] }).done).toEqual([
      'make ceph',
      'make linux',
      'make ceph',
    ]);
    expect(
      decided({
        ...state,
        living: ['m', 'n', 'o'].map((id) => lives(id, 'provisioning', { purpose: 'pool' })),
      }).done,
    ).toEqual([]);
  });

  it('are not filled while somebody is being given theirs', () => {
    const state = { pools: [pool('linux', 2)] };
    expect(decided({ ...state, waiting: [waits('a')], living: [pooled('p')] }).done).toEqual([
      'claim p for a',
    ]);
    expect(decided({ ...state, living: [lives('p', 'claimed')] }).done).toEqual([]);
    expect(decided({ ...state, living: [lives('p', 'ready')] }).done).toEqual(['make linux']);
  });

  it('are not filled while somebody waits for room or a turn, but for a team they are', () => {
    const busy = ['x', 'y', 'z'].map((id) => lives(id, 'provisioning'));
    expect(decided({ waiting: [waits('a')], living: busy, pools: [pool('ceph', 1)] }).done).toEqual([]);
    const team = {
      limits: { ...limits, environmentsPerTeam: 1 },
      living: [lives('x', 'ready', { teams: ['t'] })],
    };
    expect(
      decided({ ...team, waiting: [waits('a', { teams: ['t'] })], pools: [pool('ceph', 1)] }).done,
    ).toEqual(['make ceph']);
  });

  it('take no room that is not there, and rest after failures', () => {
    expect(decided({ pools: [pool('large', 1, { size: gib(20) }), pool('linux', 1)] }).done).toEqual([
      'make linux',
    ]);
    expect(decided({ pools: [pool('linux', 1, { notBefore: inSeconds(1) })] }).done).toEqual([]);
    expect(decided({ pools: [pool('linux', 1, { notBefore: inSeconds(-1) })] }).done).toEqual(['make linux']);
  });

  it('give up what is outdated or too much, the oldest first, and keep all while the present generation is unknown', () => {
    const living = [
      pooled('outdated', { generation: 'old' }),
      pooled('first', { createdAt: inSeconds(-300) }),
      pooled('second', { createdAt: inSeconds(-200) }),
    ];
    expect(decided({ living, pools: [pool('linux', 1)] }).done).toEqual([
      'release outdated: outdated',
      'release first: surplus',
    ]);
    expect(decided({ living, pools: [pool('linux', 3, { generation: null })] }).done).toEqual([]);
    expect(decided({ living: [pooled('p')], pools: [] }).done).toEqual(['release p: surplus']);
  });

  it('have theirs looked after: probed when due, frozen or thawed as the pool is kept', () => {
    const living = [
      pooled('fresh'),
      pooled('due', { probedAt: inSeconds(-301) }),
      pooled('asleep', { frozen: true, probedAt: inSeconds(-540) }),
    ];
    expect(decided({ living, pools: [pool('linux', 3)] }).done).toEqual(['care asleep', 'care due']);
    expect(decided({ living, pools: [pool('linux', 3, { mode: 'frozen' })] }).done).toEqual([
      'care due',
      'care fresh',
    ]);
    const long = [pooled('asleep', { frozen: true, probedAt: inSeconds(-600) })];
    expect(decided({ living: long, pools: [pool('linux', 1, { mode: 'frozen' })] }).done).toEqual([
      'care asleep',
    ]);
  });
});

describe('a long queue', () => {
  it('is told times that follow each other, a batch of turns after the other', () => {
    const waiting = Array.from({ length: 200 }, (_, n) => waits(`w${n}`, { size: gib(0.01) }));
    const { done, queue } = decided({ waiting });
    expect(done).toHaveLength(3);
    const starts = queue.map(([, , at]) => at as number);
    expect(starts.slice(0, 7)).toEqual([10, 10, 10, 20, 20, 20, 30]);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });

  it('of 200 on a pool of five is served whole and in order, and everybody always has a place and a time to come', () => {
    const limitsOfTeams = { ...limits, environmentsPerTeam: 2 };
    const team = (n: number) => (n % 10 === 0 ? ['t'] : []);
    let waiting = Array.from({ length: 200 }, (_, n) => waits(`w${n}`, { teams: team(n) }));
    let living = Array.from({ length: 5 }, (_, n) => pooled(`p${n}`));
    const served: string[] = [];
    for (let second = 0; waiting.length > 0; second += 5) {
      expect(second).toBeLessThan(4 * 3_600);
      const at = inSeconds(second);
      const aged = (one: Living, by: Date | null, seconds: number) =>
        by !== null && at.getTime() - by.getTime() >= seconds * 1000 && one.state !== 'pooled';
      living = living
        .filter((one) => one.state !== 'destroying' && !(one.state === 'ready' && aged(one, one.readyAt, 60)))
        .map((one) => {
          if (one.state !== 'provisioning' || !aged(one, one.since, 10)) return one;
          return one.purpose === 'pool'
            ? { ...one, state: 'pooled' as const, probedAt: at }
            : { ...one, state: 'ready' as const, readyAt: at, expiresAt: inSeconds(second + 3_600) };
        });
      const { actions, places } = decide({
        now: at,
        host,
        waiting,
        living,
        pools: [pool('linux', 5)],
        limits: limitsOfTeams,
        measured: { provisionMs: new Map([['linux', 10_000]]), lifeMs: new Map([['linux', 60_000]]) },
      });
      for (const [index, { queue }] of places.entries()) {
        expect(queue).toMatchObject({ place: index + 1, of: places.length });
        expect(Date.parse(queue.startsAt ?? '')).toBeGreaterThanOrEqual(at.getTime());
      }
      for (const action of actions) {
        if (action.kind === 'make')
          living.push(lives(`m${second}-${living.length}`, 'provisioning', { purpose: 'pool', since: at }));
        if (action.kind === 'release') living = living.filter(({ id }) => id !== action.environmentId);
        if (!('requestId' in action)) continue;
        const request = waiting.find(({ id }) => id === action.requestId);
        expect(request).toBeDefined();
        served.push(action.requestId);
        const mine = { teams: request?.teams ?? [], purpose: 'attempt' as const };
        const given = action.kind === 'admit' ? undefined : action.environmentId;
        if (action.kind === 'admit')
          living.push(lives(action.requestId, 'provisioning', { ...mine, since: at }));
        living = living.map((one) => {
          if (one.id !== given) return one;
          if (action.kind === 'adopt') return { ...one, ...mine };
          return {
            ...one,
            ...mine,
            state: 'ready' as const,
            readyAt: at,
            expiresAt: inSeconds(second + 3_600),
          };
        });
        waiting = waiting.filter(({ id }) => id !== action.requestId);
      }
    }
    const numbers = (ofTeam: boolean) =>
      served.map((id) => Number(id.slice(1))).filter((n) => team(n).length > 0 === ofTeam);
    expect(served).toHaveLength(200);
    for (const ofTeam of [true, false])
      expect(numbers(ofTeam)).toEqual(numbers(ofTeam).toSorted((a, b) => a - b));
  });
});
