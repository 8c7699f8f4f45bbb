import { z } from 'zod';
import { Verdict } from './attempts.ts';
import { LabSlug } from './labs.ts';

/**
 * Where a contract test of a lab stands. `queued`: it waits for its turn, for room, or for its environment. `broken_off`: it came to no end, which
 * says nothing about the lab.
 */
export const LabTestState = z.enum(['queued', 'running', 'passed', 'failed', 'broken_off']);
export type LabTestState = z.infer<typeof LabTestState>;

/** What was tested: what is published, the files of somebody who works on the lab, or what is published, by the schedule. */
export const LabTestSource = z.enum(['published', 'files', 'schedule']);
export type LabTestSource = z.infer<typeof LabTestSource>;

/** Largest body of a request with a lab's files, in bytes: twice what `maxFilesBytes` allows, for base64 and escapes. */
export const maxFilesBodyBytes = 4 * 1024 * 1024;
export const maxFiles = 400;

/** A file of a lab, its path relative to the lab's folder. What is not text comes as base64. */
export const LabFile = z.object({
  path: z
    .string()
    .max(300)
    .regex(/^[^/\\\0]+(\/[^/\\\0]+)*$/, 'must be relative to the lab’s folder, with / between')
    .refine((path) => !path.split('/').some((part) => part.startsWith('.')), 'must not be hidden'),
  content: z.string(),
  encoding: z.enum(['utf8', 'base64']).default('utf8'),
});
export type LabFile = z.infer<typeof LabFile>;

const Seed = z.string().regex(/^[\w-]{1,40}$/, 'must be letters, digits, - and _, at most 40');

/** `POST /api/lab-tests`: one environment, one way through the lab with the seed, and after a reset one with another. */
export const StartLabTest = z.object({
  lab: LabSlug,
  /** What is published is tested when absent. */
  files: z.array(LabFile).min(1).max(maxFiles).optional(),
  /** Drawn when absent. */
  seed: Seed.optional(),
  /** Leave the environment of a test that failed for a look inside, for a limited time. */
  keep: z.boolean().default(false),
});
export type StartLabTest = z.infer<typeof StartLabTest>;

const Finding = z.object({
  severity: z.enum(['error', 'warning']),
  what: z.string(),
  mend: z.string(),
  seen: z.string(),
});

const CheckLine = z.object({
  id: z.string(),
  verdict: Verdict,
  /** What a learner would read; null on a pass. */
  learnerText: z.string().nullable(),
  durationMs: z.number(),
});

/** One step that is over. */
export const LabTestStep = z.object({
  number: z.number().int(),
  seed: z.string(),
  /** Null for what belongs to the whole lab. */
  task: z.string().nullable(),
  step: z.string(),
  ok: z.boolean(),
  durationMs: z.number(),
  findings: z.array(Finding),
  checks: z.array(CheckLine),
  /** Whether there is more to read: what its script printed, what its checks saw. */
  hasLog: z.boolean(),
});
export type LabTestStep = z.infer<typeof LabTestStep>;

export const LabTestSummary = z.object({
  id: z.uuid(),
  lab: LabSlug,
  title: z.string(),
  source: LabTestSource,
  /** Git commit of what is published; null for files, and where none is known. */
  commit: z.string().nullable(),
  /** SHA-256 over the lab's files. */
  hash: z.string(),
  seed: z.string(),
  state: LabTestState,
  /** Why it was broken off, or why there is no environment; null otherwise. */
  reason: z.string().nullable(),
  /** Null for the schedule. */
  by: z.object({ id: z.string(), name: z.string() }).nullable(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
});
export type LabTestSummary = z.infer<typeof LabTestSummary>;

export const LabTestView = LabTestSummary.extend({
  /** Raised with every change the page shows. */
  revision: z.number().int(),
  /** What is under way: the queue, a stage of the environment, a step, what a check waits for. */
  now: z.object({ task: z.string().nullable(), step: z.string(), text: z.string().nullable() }).nullable(),
  steps: z.array(LabTestStep),
  /** The environment that was kept, and until when. */
  kept: z
    .object({ environmentId: z.uuid(), until: z.iso.datetime(), shells: z.array(z.string()) })
    .nullable(),
});
export type LabTestView = z.infer<typeof LabTestView>;

/** `GET /api/lab-tests/{id}/steps/{number}`: all that a step said. */
export const LabTestStepLog = z.object({ number: z.number().int(), log: z.string() });
export type LabTestStepLog = z.infer<typeof LabTestStepLog>;

/** `GET /api/lab-tests?lab=…`: newest first. */
export const LabTestQuery = z.object({
  lab: LabSlug.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/**
 * Whether a published lab is known to keep its contract here. `fresh`: its last test passed on the present images. `due`: what is published, or what
 * it runs on, has not been tested. `stale`: its last test failed.
 */
export const Freshness = z.enum(['fresh', 'due', 'stale']);
export type Freshness = z.infer<typeof Freshness>;

export const LabFreshness = z.object({
  lab: LabSlug,
  title: z.string(),
  /** Who looks after it: whoever committed to it last; null where nobody is known. */
  owner: z.string().nullable(),
  state: Freshness,
  /** Of a stale one: its first failure after it last passed. */
  since: z.iso.datetime().nullable(),
  /** Why it is due or stale; null for a fresh one. */
  reason: z.string().nullable(),
  /** Its last test that passed, of whatever version. */
  lastGreen: z
    .object({
      id: z.uuid(),
      at: z.iso.datetime(),
      commit: z.string().nullable(),
      generation: z.string().nullable(),
    })
    .nullable(),
  /** Its last test of what is published, that came to an end. */
  lastTest: z.object({ id: z.uuid(), state: LabTestState, at: z.iso.datetime() }).nullable(),
  /** One that is not over. */
  openTest: z.uuid().nullable(),
});
export type LabFreshness = z.infer<typeof LabFreshness>;

/** `GET /api/lab-freshness` */
export const LabFreshnessList = z.object({
  labs: z.array(LabFreshness),
  /** Hours of the host's day, such as `01:00-05:00`; null when labs are not tested by themselves. */
  nightly: z.string().nullable(),
});
export type LabFreshnessList = z.infer<typeof LabFreshnessList>;
