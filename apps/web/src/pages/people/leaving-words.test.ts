import { expect, it } from 'vitest';
import { whatEnds } from './leaving-words.ts';

it('says how many of what there is, and nothing of what there is not', () => {
  const nothing = {
    person: { id: 'lena', name: 'Lena', email: 'lena@example.org', roles: [] },
    sessions: 0,
    links: 0,
    apiTokens: 0,
    sshKeys: 0,
    follows: 0,
    attempts: 0,
    environments: 0,
    assignments: 0,
    handedIn: 0,
    labTests: 0,
    leads: 0,
  };
  expect(whatEnds(nothing)).toEqual([]);
  expect(whatEnds({ ...nothing, sessions: 3, apiTokens: 1, environments: 2 })).toEqual([
    '3 browsers are signed out',
    '1 API token is revoked',
    '2 environments are taken down, with their terminals',
  ]);
});
