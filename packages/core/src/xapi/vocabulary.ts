/** Verbs of ADL's vocabulary (https://w3id.org/xapi/adl), by the word that `display` shows. */
const verbIds = {
  /** The learner pressed *Start*. */
  launched: 'http://adlnet.gov/expapi/verbs/launched',
  /** The environment of the attempt was ready for the first time. */
  initialized: 'http://adlnet.gov/expapi/verbs/initialized',
  answered: 'http://adlnet.gov/expapi/verbs/answered',
  /** Points without a word on whether they are enough. */
  scored: 'http://adlnet.gov/expapi/verbs/scored',
  passed: 'http://adlnet.gov/expapi/verbs/passed',
  failed: 'http://adlnet.gov/expapi/verbs/failed',
  completed: 'http://adlnet.gov/expapi/verbs/completed',
  /** The attempt was abandoned: its person left while it went on. */
  terminated: 'http://adlnet.gov/expapi/verbs/terminated',
} as const;
export type VerbName = keyof typeof verbIds;

/** Types of activities out of the same vocabulary. */
const activityTypes = {
  path: 'http://adlnet.gov/expapi/activities/course',
  lab: 'http://adlnet.gov/expapi/activities/performance',
  task: 'http://adlnet.gov/expapi/activities/objective',
  question: 'http://adlnet.gov/expapi/activities/question',
} as const;
type ActivityKind = keyof typeof activityTypes;

/** What the platform says is in English, as its pages are. */
const language = 'en';

export interface Verb {
  readonly id: string;
  readonly display: { readonly [language]: string };
}

export interface Activity {
  readonly objectType: 'Activity';
  readonly id: string;
  readonly definition: { readonly type: string; readonly name: { readonly [language]: string } };
}

export function verb(name: VerbName): Verb {
  return { id: verbIds[name], display: { [language]: name } };
}

/** An activity of this installation; `path` is that of its address, one part each. */
export function activity(url: string, kind: ActivityKind, path: readonly string[], name: string): Activity {
  const address = new URL(`/${path.map(encodeURIComponent).join('/')}`, url);
  return {
    objectType: 'Activity',
    id: address.href,
    definition: { type: activityTypes[kind], name: { [language]: name } },
  };
}
