import type { EngineCapacity } from '@springboard/environments/driver.ts';
import { describe, expect, it } from 'vitest';
import type { AdmissionState, Living, Size } from '../environments/admission/state.ts';
import { countRoom } from './room.ts';

const GiB = 1024 ** 3;
const now = new Date('2026-03-02T09:00:00Z');
const size: Size = { memory: 2 * GiB, disk: GiB, cpu: 0 };

/** 20 GiB of memory of which 18 may be handed out, 4 GiB of it in use. */
const host: EngineCapacity = {
  memory: { total: 20 * GiB, available: 16 * GiB },
  cores: 4,
  load: 0,
  disk: { total: 100 * GiB, used: 0 },
};

const lives = (
  id: string,
  purpose: Living['purpose'],
  state: Living['state'],
  topology = 'linux',
): Living => ({
  id,
  topology,
  generation: 'new',
  purpose,
  state,
  frozen: false,
  size,
  teams: ['storage'],
  createdAt: now,
  since: now,
  probedAt: now,
  readyAt: null,
  expiresAt: null,
  pausedAt: null,
});

function count(given: Partial<AdmissionState> & { perTeam?: number; teams: string[][] }) {
  const state: AdmissionState = {
    now,
    host,
    waiting: [],
    living: [],
    pools: [],
    limits: {
      environmentsPerTeam: given.perTeam ?? null,
      provisioningAtOnce: 3,
      memoryReserve: 0.1,
      diskReserve: 0.1,
      readyForMs: 3_600_000,
      pausedForMs: 86_400_000,
    },
    measured: { provisionMs: new Map(), lifeMs: new Map() },
    ...given,
  };
  return countRoom(state, { topology: 'linux', size, teams: given.teams });
}

describe('the room for a class', () => {
  it('is what fits beside what lives, and on an empty host; pools make way', () => {
    const living = [
      lives('theirs', 'attempt', 'ready'),
      lives('a', 'pool', 'pooled'),
      lives('b', 'pool', 'provisioning'),
      lives('c', 'pool', 'pooled', 'ceph'),
    ];
    // 18 GiB less what somebody has; the host says that no more is used than what is planned.
    expect(count({ living, teams: [[], [], []] })).toEqual({
      needed: 3,
      ready: 1,
      making: 1,
      fitNow: 8,
      fitEmpty: 9,
      heldByTeam: 0,
    });
  });

  it('says how many the limit of a team holds back, with what the team has already', () => {
    const living = [lives('theirs', 'attempt', 'ready')];
    const teams = [['storage'], ['storage'], ['storage'], ['network']];
    expect(count({ living, perTeam: 3, teams })?.heldByTeam).toBe(1);
  });

  it('is not known while the engine does not answer', () => {
    expect(count({ host: null, teams: [[]] })).toBeNull();
  });
});
