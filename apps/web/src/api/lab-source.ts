import { LabPreviewView } from '@springboard/contracts/lab-previews.ts';
import {
  LabSource,
  type NewLab,
  PublishedSource,
  type PublishSource,
  SourceCheck,
  type SourceFiles,
} from '@springboard/contracts/lab-source.ts';
import { LabTestView } from '@springboard/contracts/lab-tests.ts';
import { request } from './client.ts';

const post = (body: unknown) => ({ method: 'POST', body }) as const;

export const readSource = (lab: string) => request(`/labs/${lab}/source`, LabSource);

export const newSource = (input: NewLab) => request('/lab-source/new', LabSource, post(input));

/** What is wrong with files, and how a learner would read them. */
export const checkSource = (input: SourceFiles, signal: AbortSignal) =>
  request('/lab-source/check', SourceCheck, { ...post(input), signal });

export const publishSource = (input: PublishSource) =>
  request('/lab-source/publish', PublishedSource, post(input));

/** A contract test of these files. */
export const testSource = (input: SourceFiles) => request('/lab-tests', LabTestView, post(input));

/** An attempt that follows these files and counts for nothing. */
export const previewSource = (input: SourceFiles) => request('/lab-previews', LabPreviewView, post(input));
