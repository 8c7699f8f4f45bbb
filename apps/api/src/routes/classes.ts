import { ClassMessageInput } from '@springboard/contracts/class-messages.ts';
import { ClassInput, ClassPerson, ClassSummary, ClassView, MyClass } from '@springboard/contracts/classes.ts';
import type { Permission } from '@springboard/contracts/roles.ts';
import { plansClasses } from '@springboard/core/classes/access.ts';
import { endClass } from '@springboard/core/classes/end.ts';
import { sayToClass } from '@springboard/core/classes/message.ts';
import { startClass } from '@springboard/core/classes/open.ts';
import { cancelClass, changeClass, listClassPeople, planClass } from '@springboard/core/classes/plan.ts';
import { getClass, listClasses, listMyClasses } from '@springboard/core/classes/read.ts';
import { z } from 'zod';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';

/** Which classes, and of whom, is the use case's to judge. */
export const managesClasses: readonly Permission[] = Object.values(plansClasses);

export const ClassPath = z.object({ id: z.uuid() });

export const myClassesRoute = route({
  method: 'get',
  path: '/api/me/classes',
  summary: 'Classes that I am in and that have not ended, the next one first',
  permission: 'attempt.own.read',
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: z.array(MyClass) },
  handle: ({ actor }, { core }) => listMyClasses(core, actor),
});

export const listClassesRoute = route({
  method: 'get',
  path: '/api/classes',
  summary: 'Classes that I planned, or as a mentor all, the latest first',
  permission: managesClasses,
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: z.array(ClassSummary) },
  handle: ({ actor }, { core }) => listClasses(core, actor),
});

export const classPeopleRoute = route({
  method: 'get',
  path: '/api/class-people',
  summary: 'People whom I can ask into a class, with their teams',
  permission: managesClasses,
  params: none,
  query: none,
  body: null,
  answer: { status: 200, schema: z.array(ClassPerson) },
  handle: ({ actor }, { core }) => listClassPeople(core, actor),
});

export const planClassRoute = route({
  method: 'post',
  path: '/api/classes',
  summary: 'Plan a class: a lab that people begin together; the pool grows for it before',
  permission: managesClasses,
  params: none,
  query: none,
  body: ClassInput,
  answer: { status: 201, schema: z.object({ id: z.uuid() }) },
  handle: ({ actor, body }, { core }) => planClass(core, actor, body),
});

export const getClassRoute = route({
  method: 'get',
  path: '/api/classes/{id}',
  summary: 'A class with its people, how each of them does, and whether it fits on the host',
  permission: managesClasses,
  params: ClassPath,
  query: none,
  body: null,
  answer: { status: 200, schema: ClassView },
  handle: ({ actor, params }, { core }) => getClass(core, actor, params.id),
});

export const changeClassRoute = route({
  method: 'put',
  path: '/api/classes/{id}',
  summary: 'Plan a class anew that has not begun; whom it concerns is told',
  permission: managesClasses,
  params: ClassPath,
  query: none,
  body: ClassInput,
  answer: { status: 204, schema: null },
  handle: ({ actor, params, body }, { core }) => changeClass(core, actor, params.id, body),
});

export const cancelClassRoute = route({
  method: 'delete',
  path: '/api/classes/{id}',
  summary: 'Cancel a class that has not begun; its people are told',
  permission: managesClasses,
  params: ClassPath,
  query: none,
  body: null,
  answer: { status: 204, schema: null },
  handle: ({ actor, params }, { core }) => cancelClass(core, actor, params.id),
});

export const startClassRoute = route({
  method: 'post',
  path: '/api/classes/{id}/start',
  summary: 'Start a planned class now; of an open one, try again for whom no attempt could be started',
  permission: managesClasses,
  params: ClassPath,
  query: none,
  body: null,
  answer: { status: 204, schema: null },
  handle: ({ actor, params }, { core }) => startClass(core, actor, params.id),
});

export const endClassRoute = route({
  method: 'post',
  path: '/api/classes/{id}/end',
  summary: 'End an open class; attempts go on',
  permission: managesClasses,
  params: ClassPath,
  query: none,
  body: null,
  answer: { status: 204, schema: null },
  handle: ({ actor, params }, { core }) => endClass(core, actor, params.id),
});

export const sayToClassRoute = route({
  method: 'post',
  path: '/api/classes/{id}/messages',
  summary: 'Say something to all who are in a class',
  permission: managesClasses,
  params: ClassPath,
  query: none,
  body: ClassMessageInput,
  answer: { status: 204, schema: null },
  handle: ({ actor, params, body }, { core }) => sayToClass(core, actor, params.id, body),
});
