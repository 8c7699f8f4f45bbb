import {
  LabSource,
  NewLab,
  PublishedSource,
  PublishSource,
  SourceCheck,
  SourceFiles,
} from '@springboard/contracts/lab-source.ts';
import { maxFilesBodyBytes } from '@springboard/contracts/lab-tests.ts';
import { checkSource, getLabSource, newLabSource, publishSource } from '@springboard/core/content/source.ts';
import { none } from '../http/input.ts';
import { route } from '../http/route.ts';
import { LabPath } from './labs.ts';

export const labSourceRoute = route({
  method: 'get',
  path: '/api/labs/{group}/{name}/source',
  summary: 'A lab’s files at the newest commit, for an editor',
  permission: 'lab.source.read',
  params: LabPath,
  query: none,
  body: null,
  answer: { status: 200, schema: LabSource },
  handle: ({ actor, params }, { core }) => getLabSource(core, actor, `${params.group}/${params.name}`),
});

export const newLabSourceRoute = route({
  method: 'post',
  path: '/api/lab-source/new',
  summary: 'The files of a new lab, to be changed from there; nothing is written',
  permission: 'lab.publish',
  params: none,
  query: none,
  body: NewLab,
  answer: { status: 200, schema: LabSource },
  handle: ({ actor, body }, { core }) => newLabSource(core, actor, body),
});

export const checkSourceRoute = route({
  method: 'post',
  path: '/api/lab-source/check',
  summary: 'What is wrong with files, with line and column, and how a learner would read them',
  permission: 'lab.source.read',
  params: none,
  query: none,
  body: SourceFiles,
  maxBodyBytes: maxFilesBodyBytes,
  answer: { status: 200, schema: SourceCheck },
  handle: ({ actor, body }, { core }) => checkSource(core, actor, body),
});

export const publishSourceRoute = route({
  method: 'post',
  path: '/api/lab-source/publish',
  summary: 'Commit files in my name to the content repository; nobody’s work is written over',
  permission: 'lab.publish',
  params: none,
  query: none,
  body: PublishSource,
  maxBodyBytes: maxFilesBodyBytes,
  answer: { status: 200, schema: PublishedSource },
  handle: ({ actor, body }, { core }) => publishSource(core, actor, body),
});
