import { z } from 'zod';
import { LabYaml } from './lab.ts';
import { PathYaml } from './path.ts';
import { SkillsYaml } from './skills.ts';
import { TaskYaml } from './task.ts';

const schemas = { lab: LabYaml, task: TaskYaml, skills: SkillsYaml, path: PathYaml };

/** The format as JSON Schema, for editors: the text of each file by its name. */
export function jsonSchemas(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => {
      // What an author writes, before defaults and durations are worked in.
      const json = z.toJSONSchema(schema, { io: 'input', target: 'draft-7', unrepresentable: 'any' });
      return [`${name}.schema.json`, `${JSON.stringify(json, null, 2)}\n`];
    }),
  );
}
