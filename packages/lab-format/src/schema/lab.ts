import { Level, Walkthroughs } from '@springboard/contracts/labs.ts';
import { z } from 'zod';
import { ParamDefinition } from '../model/params.ts';
import { Duration, FolderName, NodeOrParam, ParamName, ScriptFile, Text, Title } from './common.ts';

const InvariantYaml = z.strictObject({
  file: ScriptFile.describe('A script in the folder invariants/. It passes as long as all is well.'),
  title: Title.max(120).describe('What has to hold, such as "Clients can write".'),
  cost: z.number().min(0).default(0).describe('Points that each breach costs.'),
  max_cost: z.number().min(0).optional().describe('All breaches together never cost more than this.'),
  interval: Duration.default(30_000).describe('Time between two looks; default 30s.'),
  on: NodeOrParam.optional().describe("Node it runs on; default: the topology's grader."),
  timeout: Duration.default(20_000).describe('Of one look; default 20s.'),
});

/** `lab.yaml`: the facts of a lab. */
export const LabYaml = z
  .strictObject({
    title: Title.max(80),
    summary: Text.max(300).describe('One or two sentences for the catalogue.'),
    level: Level,
    minutes: z.number().int().min(1).max(480).describe('What a person new to the matter needs.'),
    environment: FolderName.describe('A topology: a folder of infra/environments/.'),
    skills: z
      .array(z.string())
      .min(1, 'name at least one skill of skills.yaml')
      .describe('Ids from skills.yaml.'),
    params: z
      .record(ParamName, ParamDefinition)
      .default({})
      .describe("Drawn from the attempt's seed; {{ name }} in Markdown, $NAME in scripts."),
    on: NodeOrParam.optional().describe(
      "Node of setup and of the tasks' scripts; default: the topology's first node of the learner's.",
    ),
    invariants: z
      .array(InvariantYaml)
      .default([])
      .describe('What has to hold during the whole attempt; every breach is noted with its time.'),
    walkthroughs: Walkthroughs.default('after-pass').describe(
      'Who may watch walk-throughs by colleagues: who has passed the lab, or everybody.',
    ),
    tasks: z
      .array(FolderName)
      .min(1, 'name at least one folder of tasks/')
      .describe('Folders under tasks/, in their order.'),
  })
  .describe('lab.yaml: the facts of a lab.');
export type LabYaml = z.infer<typeof LabYaml>;
