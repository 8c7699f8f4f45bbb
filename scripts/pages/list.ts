import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { places, type Who } from './places.ts';

const titles: Readonly<Record<Who, string>> = {
  nobody: 'Before signing in',
  learner: 'Learner',
  mentor: 'Mentor',
  manager: 'Manager',
  author: 'Author',
  operator: 'Operator',
};

/** `README.md` of the folder: every page and state of which it has pictures, in the light theme at 1280×800 and in the dark one on a phone. */
export function listOfPictures(folder: string): string {
  const taken = places.filter(({ who, name }) => existsSync(join(folder, who, `${name}.light.webp`)));
  const sections = [...Map.groupBy(taken, ({ who }) => who)].map(([who, own]) => {
    const rows = own.map(
      ({ name, title }) =>
        `| ${title} | [![${title}, light](${who}/${name}.light.webp)](${who}/${name}.light.webp) | <img src="${who}/${name}.phone-dark.webp" alt="${title}, dark, on a phone" width="160"> |`,
    );
    return [
      `## ${titles[who]}`,
      '',
      '| page | 1280×800, light | phone, dark |',
      '| --- | --- | --- |',
      ...rows,
      '',
    ].join('\n');
  });
  return `# The pages, as they look

Every page and its states with the [demo team](../operations.md#the-demo-team), at a fixed time; classes, walk-throughs, contract tests and a
comment on a line are added to it for the pictures. Made by \`npm run pictures\`, which also makes each of them in both themes and both
widths (\`npm run pictures -- --all FOLDER\`). This list is made with them: change \`scripts/pages/places.ts\`.
What \`npm run test:axe\` found on the same pages is in [accessibility.md](accessibility.md).

${sections.join('\n')}`;
}
