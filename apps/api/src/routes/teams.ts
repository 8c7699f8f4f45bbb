import { MembershipInput, TeamInput, TeamsView } from '@springboard/contracts/people.ts';
import { changeMembership, endMembership } from '@springboard/core/people/memberships.ts';
import { addTeam, changeTeam, listTeams, removeTeam } from '@springboard/core/people/teams.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';

const TeamPath = z.object({ id: z.uuid() });
const MemberPath = TeamPath.extend({ personId: z.string().min(1).max(200) });
const nothing = { status: 204, schema: null } as const;

export const listTeamsRoute = route({
  method: 'get',
  path: '/api/teams',
  summary: 'All teams, or those that I manage, and who can be named in them',
  permission: ['person.team.read', 'person.any.read'],
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: TeamsView },
  handle: ({ actor }, { core }) => listTeams(core, actor),
});

export const addTeamRoute = route({
  method: 'post',
  path: '/api/teams',
  summary: 'Make a team',
  permission: 'team.any.manage',
  params: none,
  query: none,
  body: TeamInput,
  answer: { status: 201, schema: TeamPath },
  handle: ({ actor, body }, { core }) => addTeam(core, actor, body),
});

export const changeTeamRoute = route({
  method: 'put',
  path: '/api/teams/{id}',
  summary: 'Change its name, mentor and manager',
  permission: 'team.any.manage',
  params: TeamPath,
  query: none,
  body: TeamInput,
  answer: nothing,
  handle: ({ actor, params, body }, { core }) => changeTeam(core, actor, params.id, body),
});

export const removeTeamRoute = route({
  method: 'delete',
  path: '/api/teams/{id}',
  summary: 'Remove a team; its people stay',
  permission: 'team.any.manage',
  params: TeamPath,
  query: none,
  body: null,
  answer: nothing,
  handle: ({ actor, params }, { core }) => removeTeam(core, actor, params.id),
});

export const changeMembershipRoute = route({
  method: 'put',
  path: '/api/teams/{id}/members/{personId}',
  summary: 'Put somebody into a team, or change their joining date and mentor in it',
  permission: ['team.own.manage', 'team.any.manage'],
  params: MemberPath,
  query: none,
  body: MembershipInput,
  answer: nothing,
  handle: ({ actor, params, body }, { core }) =>
    changeMembership(core, actor, params.id, params.personId, body),
});

export const endMembershipRoute = route({
  method: 'delete',
  path: '/api/teams/{id}/members/{personId}',
  summary: 'Take somebody out of a team',
  permission: ['team.own.manage', 'team.any.manage'],
  params: MemberPath,
  query: none,
  body: null,
  answer: nothing,
  handle: ({ actor, params }, { core }) => endMembership(core, actor, params.id, params.personId),
});
