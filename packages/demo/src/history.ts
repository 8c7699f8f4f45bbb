import type {
  attempt,
  checkRun,
  environmentOfAttempt,
  hintOpened,
  invariantBreach,
  labFeedback,
  quizAnswer,
  submission,
  taskCheck,
} from '@springboard/db/schema/attempts.ts';
import type { environment, environmentEvent, savePoint } from '@springboard/db/schema/environments.ts';
import type { helpRequest, keptAnswer } from '@springboard/db/schema/help.ts';
import type { notice } from '@springboard/db/schema/notices.ts';
import type { pathAssignment, pathDue, pathReading } from '@springboard/db/schema/paths.ts';
import type { person, personRole, team, teamMember } from '@springboard/db/schema/people.ts';
import type { auditEvent } from '@springboard/db/schema/platform.ts';
import type { signOff } from '@springboard/db/schema/readiness.ts';
import type { submissionComment, submissionReview } from '@springboard/db/schema/reviews.ts';

/** Rows by table, as real use would have left them; those of a table are in the order in which they were written. */
export interface History {
  readonly people: (typeof person.$inferInsert)[];
  readonly roles: (typeof personRole.$inferInsert)[];
  readonly teams: (typeof team.$inferInsert & { readonly id: string })[];
  readonly members: (typeof teamMember.$inferInsert)[];
  readonly assignments: (typeof pathAssignment.$inferInsert)[];
  readonly readings: (typeof pathReading.$inferInsert)[];
  readonly dues: (typeof pathDue.$inferInsert)[];
  readonly attempts: (typeof attempt.$inferInsert & { readonly id: string; readonly startedAt: Date })[];
  readonly environments: (typeof environment.$inferInsert & { readonly id: string })[];
  readonly environmentsOfAttempts: (typeof environmentOfAttempt.$inferInsert)[];
  readonly environmentEvents: (typeof environmentEvent.$inferInsert & { readonly at: Date })[];
  readonly savePoints: (typeof savePoint.$inferInsert)[];
  readonly checkRuns: (typeof checkRun.$inferInsert)[];
  readonly taskChecks: (typeof taskCheck.$inferSelect)[];
  readonly quizAnswers: (typeof quizAnswer.$inferSelect)[];
  readonly hints: (typeof hintOpened.$inferSelect)[];
  readonly breaches: (typeof invariantBreach.$inferInsert)[];
  readonly submissions: (typeof submission.$inferSelect)[];
  readonly reviews: (typeof submissionReview.$inferInsert)[];
  readonly comments: (typeof submissionComment.$inferInsert)[];
  readonly feedback: (typeof labFeedback.$inferInsert)[];
  readonly questions: (typeof helpRequest.$inferInsert & { readonly id: string; readonly askedAt: Date })[];
  readonly keptAnswers: (typeof keptAnswer.$inferInsert)[];
  readonly signOffs: (typeof signOff.$inferInsert)[];
  readonly notices: (typeof notice.$inferInsert)[];
  readonly audit: (typeof auditEvent.$inferInsert & { readonly at: Date })[];
}

export function emptyHistory(): History {
  return {
    people: [],
    roles: [],
    teams: [],
    members: [],
    assignments: [],
    readings: [],
    dues: [],
    attempts: [],
    environments: [],
    environmentsOfAttempts: [],
    environmentEvents: [],
    savePoints: [],
    checkRuns: [],
    taskChecks: [],
    quizAnswers: [],
    hints: [],
    breaches: [],
    submissions: [],
    reviews: [],
    comments: [],
    feedback: [],
    questions: [],
    keptAnswers: [],
    signOffs: [],
    notices: [],
    audit: [],
  };
}
