import { z } from 'zod';
import { FolderName, LabName, Text } from './common.ts';

const PathLabYaml = z.strictObject({
  lab: LabName.describe('The folder of a lab, such as ceph/first-cluster.'),
  due: z.number().int().min(0).optional().describe('Days after the start date.'),
  requires: z
    .array(LabName)
    .default([])
    .describe('Labs above it in this path that have to be passed before it can be started.'),
  optional: z.boolean().default(false).describe('It does not have to be done to complete the path.'),
});

/** `paths/<id>.yaml` in the content root. */
export const PathYaml = z
  .strictObject({
    title: Text.max(80),
    summary: Text.max(300),
    requires: z.array(FolderName).default([]).describe('Paths to be completed before this one.'),
    labs: z
      .array(PathLabYaml)
      .min(1, 'needs at least one lab')
      .describe('In the order in which they are best done.'),
  })
  .describe('paths/<id>.yaml: labs in their order, with what has to come before, and by when.');
export type PathYaml = z.infer<typeof PathYaml>;
