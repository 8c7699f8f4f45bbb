import {
  type AddPerson,
  type MembershipInput,
  type PersonInput,
  PersonView,
  SignInLinkView,
  type TeamInput,
  TeamsView,
} from '@springboard/contracts/people.ts';
import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { request, requestNothing } from './client.ts';

/** All people, or those of the teams that the person manages. */
export const peopleQuery = queryOptions({
  queryKey: ['people'],
  queryFn: ({ signal }) => request('/people', z.array(PersonView), { signal }),
});

/** All teams, or those that the person manages, with who can be named in one. */
export const teamsQuery = queryOptions({
  queryKey: ['teams'],
  queryFn: ({ signal }) => request('/teams', TeamsView, { signal }),
});

const personPath = (id: string) => `/people/${encodeURIComponent(id)}`;
const memberPath = (teamId: string, personId: string) =>
  `/teams/${teamId}/members/${encodeURIComponent(personId)}`;

export function addPerson(person: AddPerson): Promise<PersonView> {
  return request('/people', PersonView, { method: 'POST', body: person });
}

export function changePerson(id: string, person: PersonInput): Promise<PersonView> {
  return request(personPath(id), PersonView, { method: 'PUT', body: person });
}

/** The address signs its person in, once: it is shown to who made it, and nowhere else. */
export function makeSignInLink(id: string): Promise<SignInLinkView> {
  return request(`${personPath(id)}/sign-in-link`, SignInLinkView, { method: 'POST' });
}

export function signOutPerson(id: string): Promise<void> {
  return requestNothing(`${personPath(id)}/sessions`, { method: 'DELETE' });
}

/** Makes a team, or changes the one with this id. */
export async function saveTeam(id: string | null, team: TeamInput): Promise<void> {
  if (id === null) await request('/teams', z.object({ id: z.uuid() }), { method: 'POST', body: team });
  else await requestNothing(`/teams/${id}`, { method: 'PUT', body: team });
}

export function removeTeam(id: string): Promise<void> {
  return requestNothing(`/teams/${id}`, { method: 'DELETE' });
}

export function saveMembership(teamId: string, personId: string, membership: MembershipInput): Promise<void> {
  return requestNothing(memberPath(teamId, personId), { method: 'PUT', body: membership });
}

export function endMembership(teamId: string, personId: string): Promise<void> {
  return requestNothing(memberPath(teamId, personId), { method: 'DELETE' });
}
