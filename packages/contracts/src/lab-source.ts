import { z } from 'zod';
import { LabFile, maxFiles } from './lab-tests.ts';
import { LabSlug, Prose } from './labs.ts';
import { plainText } from './texts.ts';

/** Something to be mended in a lab's files, at its place. */
export const SourceProblem = z.object({
  severity: z.enum(['error', 'warning']),
  /** Relative to the lab's folder. */
  file: z.string(),
  line: z.number().int(),
  column: z.number().int(),
  message: z.string(),
});
export type SourceProblem = z.infer<typeof SourceProblem>;

/** A lab's files at the newest commit of the content repository, for an editor. */
export const LabSource = z.object({
  lab: LabSlug,
  /** What a publication is based on. */
  commit: z.string(),
  files: z.array(LabFile),
  /** What may be named in it. */
  environments: z.array(z.string()),
  skills: z.array(z.string()),
  /** JSON Schemas of `lab.yaml` and of the front matter of `task.md`. */
  schemas: z.object({ lab: z.unknown(), task: z.unknown() }),
});
export type LabSource = z.infer<typeof LabSource>;

export const SourceFiles = z.object({ lab: LabSlug, files: z.array(LabFile).min(1).max(maxFiles) });
export type SourceFiles = z.infer<typeof SourceFiles>;

/** What is wrong with files, and how a learner would read them; null as long as they are no lab. */
export const SourceCheck = z.object({
  problems: z.array(SourceProblem),
  reading: z
    .object({
      title: z.string(),
      summary: z.string(),
      intro: Prose,
      outro: Prose.nullable(),
      tasks: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          points: z.number(),
          body: Prose,
          hints: z.array(z.object({ cost: z.number(), body: Prose.nullable() })),
          checks: z.array(z.string()),
          questions: z.array(z.object({ body: Prose, options: z.array(z.string()) })),
        }),
      ),
    })
    .nullable(),
});
export type SourceCheck = z.infer<typeof SourceCheck>;

export const NewLab = z.object({
  lab: LabSlug,
  environment: z.string().max(63),
  title: plainText(100).optional(),
});
export type NewLab = z.infer<typeof NewLab>;

/** `commit` is the one that the files began from; `message` is the commit's. */
export const PublishSource = SourceFiles.extend({
  commit: z.string().regex(/^[0-9a-f]{40,64}$/),
  message: plainText(2_000).min(1),
});
export type PublishSource = z.infer<typeof PublishSource>;

export const PublishedSource = z.object({
  commit: z.string(),
  branch: z.string(),
  /** False: everything was as it is there already. */
  changed: z.boolean(),
});
export type PublishedSource = z.infer<typeof PublishedSource>;
