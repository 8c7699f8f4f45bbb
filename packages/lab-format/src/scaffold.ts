/** What a new lab is made of. */
export interface Scaffold {
  readonly slug: string;
  readonly title: string;
  readonly environment: string;
  readonly skill: string;
  /** The learner's node that the example works on. */
  readonly node: string;
  /** From the lab's folder to the folder of the JSON Schemas, for editors; undefined when they are not near. */
  readonly schemas: string | undefined;
}

/** The files of a lab that is complete and does little: it lints clean and keeps its contract. By path in its folder. */
export function scaffold({
  slug,
  title,
  environment,
  skill,
  node,
  schemas,
}: Scaffold): Record<string, string> {
  const editor = (folder: string, name: string) =>
    schemas === undefined ? '' : `# yaml-language-server: $schema=${folder}${schemas}/${name}.schema.json\n`;
  return {
    'lab.yaml': `${editor('', 'lab')}title: ${quoted(title)}
# For the catalogue: what somebody can do who has passed it.
summary: What a colleague learns here, in one or two sentences.
level: beginner # beginner, intermediate or advanced
minutes: 10 # for somebody new to the matter
environment: ${environment}
# From skills.yaml, where new ones are added.
skills: [${skill}]
# Drawn anew for each attempt; {{ word }} in Markdown, $WORD in scripts.
params:
  word: { kind: name }
on: ${node}
tasks: [1-say-the-word]
`,
    'intro.md': `Tell the situation as you would tell a colleague: what happened, what has been seen so far, what is asked for.
`,
    'outro.md': `What to take away from this, and where to read on.
`,
    'setup.sh': `# Prepares ${environment} for this lab, once, in seconds. It may run again, so nothing here may fail the second time.
mkdir -p /srv/lab
`,
    'tasks/1-say-the-word/task.md': `---
title: Say the word
points: 10
hints:
  - text: |
      \`echo\` prints a word, and \`>\` sends it to a file.
  - cost: 2
    text: |
      \`\`\`bash run=${node}
      cat /srv/lab/word
      \`\`\`
checks:
  - file: check.sh
    title: The file says the word
    on: ${node}
---
Write the word \`{{ word }}\` into the file \`/srv/lab/word\` on \`${node}\`.
`,
    'tasks/1-say-the-word/check.sh': `# Ends with pass, not_yet "what the learner should know" or env_broken "…". It only looks.
[[ -e /srv/lab/word ]] || not_yet "There is no file /srv/lab/word on ${node} yet."
found=$(head -c 100 /srv/lab/word)
[[ $found == "$WORD" ]] || not_yet "/srv/lab/word says \\"$found\\", this task asks for \\"$WORD\\"."
pass
`,
    'tasks/1-say-the-word/solve.sh': `# What an engineer does who knows how.
echo "$WORD" >/srv/lab/word
`,
    'tasks/1-say-the-word/wrong/1-another-word.sh': `# A mistake that people make; the check must not take it for the solution.
echo word >/srv/lab/word
`,
    'tasks/1-say-the-word/wrong/2-another-file.sh': `echo "$WORD" >/srv/lab/words
`,
    'README.md': `${slug}: what its authors should know and learners do not see. \`springboard lab lint ${slug}\` and \`springboard lab test ${slug}\` prove it.
`,
  };
}

/** A title as a YAML value; quotes only where it would be read as something else. */
function quoted(text: string): string {
  return /^[A-Za-z][A-Za-z0-9 ,.'()/-]*$/.test(text) && !/^(true|false|yes|no|null|on|off)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

/** `ceph/replace-failed-osd` → "Replace failed osd". */
export function titleOf(slug: string): string {
  const words = (slug.split('/')[1] ?? slug).replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The skill that a new lab of this group most likely teaches; undefined when there is none at all. */
export function likelySkill(
  slug: string,
  skills: Readonly<Record<string, { skills: Record<string, string> }>>,
) {
  const [group = ''] = slug.split('/');
  const own = Object.keys(skills[group]?.skills ?? {});
  const all = Object.values(skills).flatMap((one) => Object.keys(one.skills));
  return own[0] ?? all.find((id) => id.startsWith(`${group}-`)) ?? all[0];
}
