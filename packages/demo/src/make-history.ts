import type { PathDefinition } from '@springboard/lab-format/model/path.ts';
import { tellNotices } from './around/notices.ts';
import { tellPath } from './around/path.ts';
import { tellPeople, tellSignIns } from './around/people.ts';
import { tellQuestions } from './around/questions.ts';
import { tellRemarks } from './around/remarks.ts';
import { tellAttempt } from './attempt/attempt.ts';
import type { Setting } from './attempt/scene.ts';
import { emptyHistory, type History } from './history.ts';
import { recordSessions } from './recordings/record-sessions.ts';
import type { Session } from './recordings/session.ts';
import { newcomers } from './story/newcomers.ts';
import { others } from './story/others.ts';

/** The eight. */
export const stories = [...newcomers, ...others];

/** The whole invented history of the demo team up to `now`, and what its terminals printed. The same setting gives the same history. */
export function makeHistory(
  setting: Setting,
  path: PathDefinition,
): { readonly history: History; readonly sessions: readonly Session[] } {
  const history = emptyHistory();
  tellPeople(setting.now, history, stories);
  for (const story of stories) {
    tellPath(setting.now, history, story, path);
    const numbers = new Map<string, number>();
    for (const work of story.work) {
      const number = (numbers.get(work.lab) ?? 0) + 1;
      numbers.set(work.lab, number);
      tellAttempt(setting, history, story, work, number);
    }
  }
  const sessions = recordSessions(setting, history);
  tellQuestions(setting, history, sessions);
  tellRemarks(setting, history);
  tellNotices(setting, history);
  tellSignIns(setting.now, history);
  history.audit.sort((one, other) => one.at.getTime() - other.at.getTime());
  return { history, sessions };
}
