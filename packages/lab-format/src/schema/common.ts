import { z } from 'zod';
import { durationPattern, parseDuration } from '../duration.ts';
import { isParamName } from '../params.ts';

export const Text = z.string('must be a text').trim().min(1, 'must not be empty');

/** A title: shown as it is, in lists and messages, where nobody's parameters are known. */
export const Title = Text.regex(/^(?!.*\{\{)/, 'is shown as it is: {{ … }} is not filled in within a title');

export const NodeName = z
  .string('must be the name of a node, such as ceph1')
  .regex(/^[a-z][a-z0-9-]{0,30}$/, 'must be the name of a node: lower-case letters, digits and hyphens');

/** A node, or the parameter whose values are nodes: which of them is drawn from the attempt's seed. */
export const NodeOrParam = z
  .string('must be the name of a node, such as ceph1')
  .regex(
    /^([a-z][a-z0-9-]{0,30}|\{\{\s*[a-z][a-z0-9_]*\s*\}\})$/,
    'must be the name of a node (lower-case letters, digits and hyphens), or a parameter that chooses one, such as "{{ host }}"',
  );

export const Duration = z
  .string('must be a duration such as 500ms, 20s or 5m')
  .regex(durationPattern, 'must be a duration such as 500ms, 20s or 5m')
  .transform((text) => parseDuration(text));

export const FolderName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be a name of lower-case letters, digits and hyphens');

export const LabName = z
  .string()
  .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'must be the folder of a lab, such as ceph/first-cluster');

export const ParamName = z.string().refine(isParamName, {
  error:
    'a parameter is named with lower-case letters, digits and _, and not like a variable of the system (path, home, ceph_…)',
});

export const ScriptFile = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]*\.(sh|py)$/,
    'must be a script beside this file, such as check.sh or pool-size.py',
  );

export const Runbook = z
  .strictObject({
    title: Text.describe('What the page is called.'),
    url: z.url({ protocol: /^https?$/, error: 'must be a whole address that begins with https://' }),
  })
  .describe('The page that this task exercises.');
