import { z } from 'zod';
import { FolderName, Text } from './common.ts';

/** `skills.yaml` in the content root: group → skill id → what a person who has it can do. */
export const SkillsYaml = z
  .record(
    FolderName,
    z.strictObject({
      title: Text,
      skills: z.record(FolderName, Text).describe('Id to text; the text completes "This engineer …".'),
    }),
  )
  .describe('skills.yaml: what labs teach, by group.');
export type SkillsYaml = z.infer<typeof SkillsYaml>;
