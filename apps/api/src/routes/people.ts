import { createSignInLink } from '@springboard/auth/sign-in.ts';
import { AddPerson, PersonInput, PersonView, SignInLinkView } from '@springboard/contracts/people.ts';
import { addPerson, changePerson } from '@springboard/core/people/change.ts';
import { requireMayInvite } from '@springboard/core/people/invite.ts';
import { listPeople } from '@springboard/core/people/read.ts';
import { signOutPerson } from '@springboard/core/people/sign-out.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';
import { PersonPath } from './person-path.ts';

export const listPeopleRoute = route({
  method: 'get',
  path: '/api/people',
  summary: 'Everybody, or the people of the teams I manage, with roles and teams',
  permission: ['person.team.read', 'person.any.read'],
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: z.array(PersonView) },
  handle: ({ actor }, { core }) => listPeople(core, actor),
});

export const addPersonRoute = route({
  method: 'post',
  path: '/api/people',
  summary: 'Add somebody; managers add learners to their teams',
  permission: ['team.own.manage', 'person.any.manage'],
  params: none,
  query: none,
  body: AddPerson,
  answer: { status: 201, schema: PersonView },
  handle: ({ actor, body }, { core }) => addPerson(core, actor, body),
});

export const changePersonRoute = route({
  method: 'put',
  path: '/api/people/{id}',
  summary: 'Change name, address and roles',
  permission: 'person.any.manage',
  params: PersonPath,
  query: none,
  body: PersonInput,
  answer: { status: 200, schema: PersonView },
  handle: ({ actor, params, body }, { core }) => changePerson(core, actor, params.id, body),
});

export const signInLinkRoute = route({
  method: 'post',
  path: '/api/people/{id}/sign-in-link',
  summary:
    'A link that signs this person in, once, within a day; managers make them for who has never been here',
  permission: ['team.own.manage', 'person.any.manage'],
  params: PersonPath,
  query: none,
  body: null,
  answer: { status: 201, schema: SignInLinkView },
  handle: async ({ actor, params }, { core, auth }) => {
    await requireMayInvite(core, actor, params.id);
    const { url, expiresAt } = await createSignInLink(auth, params.id, { by: actor });
    return { url, expiresAt: expiresAt.toISOString() };
  },
});

export const signOutPersonRoute = route({
  method: 'delete',
  path: '/api/people/{id}/sessions',
  summary: 'Sign this person out everywhere',
  permission: 'person.any.manage',
  params: PersonPath,
  query: none,
  body: null,
  answer: { status: 204, schema: null },
  handle: ({ actor, params }, { core }) => signOutPerson(core, actor, params.id),
});
