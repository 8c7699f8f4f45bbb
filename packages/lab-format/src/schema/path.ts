import { z } from 'zod';
import { FolderName, LabName, Text } from './common.ts';

const ItemName = z
  .string('must be a lab or the id of something to read')
  .regex(
    /^[a-z0-9][a-z0-9-]*(\/[a-z0-9-]+)?$/,
    'must be the folder of a lab, such as ceph/first-cluster, or the id of something to read, such as how-we-work',
  );

const Percent = z.number().int().min(1).max(100);

/** A lab, something to read, or a lab to teach: which keys go together is looked at by `path-problems.ts`, which says it better than a union does. */
const PathItemYaml = z.strictObject({
  lab: LabName.optional().describe('The folder of a lab, such as ceph/first-cluster.'),
  read: FolderName.optional().describe('Instead of a lab: something to read, under an id of its own.'),
  teach: LabName.optional().describe(
    'Instead of a lab: the folder of a lab that is taught back by a walk-through.',
  ),
  helpful_to: z
    .number()
    .int()
    .min(1)
    .max(20)
    .optional()
    .describe('Of a lab that is taught: so many people have to find the walk-through helpful (4 or 5 of 5).'),
  title: Text.max(120).optional().describe('What there is to read is called so.'),
  url: z
    .url({ protocol: /^https?$/, error: 'must be a whole address that begins with https://' })
    .optional()
    .describe('Where it is read.'),
  file: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]*\.md$/, 'must be a Markdown file, such as how-we-work.md')
    .optional()
    .describe('Instead of an address: a Markdown file in the folder paths/<id>/.'),
  due: z.number().int().min(0).max(3_650).optional().describe('Days after the start date.'),
  requires: z
    .array(ItemName)
    .default([])
    .describe('What stands above it in this path and has to be done before it.'),
  optional: z.boolean().default(false).describe('It does not have to be done to complete the path.'),
  pass: Percent.optional().describe('Of a lab: percent of its points from which it is done.'),
  second_reviewer: z
    .boolean()
    .default(false)
    .describe('Of a lab with written or recorded work: two people are to review it.'),
});
export type PathItemYaml = z.infer<typeof PathItemYaml>;

const ReadinessYaml = z.strictObject({
  id: FolderName,
  title: Text.max(80).describe('What somebody is ready for who fulfils it.'),
  labs: z.array(LabName).default([]).describe('Labs of this path that have to be done.'),
  pass: Percent.optional().describe(
    'Percent of its points that each of these labs needs; as many as the path asks for without it.',
  ),
  sign_offs: z.array(FolderName).default([]).describe('Skills that a senior has to have signed off.'),
  expires: z
    .number()
    .int()
    .min(1)
    .optional()
    .describe('Days after which a lab or a sign-off has to be renewed.'),
});

/** `paths/<id>.yaml` in the content root. */
export const PathYaml = z
  .strictObject({
    title: Text.max(80),
    summary: Text.max(300),
    owner: Text.max(80).optional().describe('Who is asked about this path: a team or a person.'),
    requires: z.array(FolderName).default([]).describe('Paths to be completed before this one.'),
    pass: Percent.default(70).describe('Percent of its points from which a lab is done.'),
    items: z
      .array(PathItemYaml)
      .min(1, 'needs at least one item')
      .describe('Labs and things to read, in the order in which they are best done.'),
    readiness: z
      .array(ReadinessYaml)
      .default([])
      .describe('What somebody is ready for, and what has to be shown for it.'),
  })
  .describe('paths/<id>.yaml: labs and reading in their order, with what has to come before, and by when.');
export type PathYaml = z.infer<typeof PathYaml>;
