import * as attempts from './schema/attempts.ts';
import * as classes from './schema/classes.ts';
import * as content from './schema/content.ts';
import * as environments from './schema/environments.ts';
import * as follows from './schema/follows.ts';
import * as help from './schema/help.ts';
import * as labTests from './schema/lab-tests.ts';
import * as labs from './schema/labs.ts';
import * as notices from './schema/notices.ts';
import * as paths from './schema/paths.ts';
import * as people from './schema/people.ts';
import * as platform from './schema/platform.ts';
import * as readiness from './schema/readiness.ts';
import * as reviews from './schema/reviews.ts';
import * as walkthroughs from './schema/walkthroughs.ts';
import * as webUis from './schema/web-uis.ts';

/** All tables; what drizzle and drizzle-kit are given. */
export const schema = {
  ...people,
  ...labs,
  ...content,
  ...environments,
  ...attempts,
  ...labTests,
  ...paths,
  ...readiness,
  ...reviews,
  ...platform,
  ...webUis,
  ...follows,
  ...help,
  ...classes,
  ...notices,
  ...walkthroughs,
};
