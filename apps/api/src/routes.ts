import type { Route } from './http/route.ts';
import {
  createSavePointRoute,
  deleteSavePointRoute,
  extendAttemptRoute,
  pauseAttemptRoute,
  resumeAttemptRoute,
  rewindAttemptRoute,
} from './routes/attempt-environment.ts';
import { attemptEvents } from './routes/attempt-events.ts';
import {
  answerQuizRoute,
  checkTaskRoute,
  finishAttemptRoute,
  getAttemptRoute,
  listAttemptsRoute,
  openHintRoute,
  openTerminalRoute,
  openWebUiRoute,
  resetAttemptRoute,
  retryAttemptRoute,
  startAttemptRoute,
} from './routes/attempts.ts';
import { auditActionsRoute, auditCsvRoute, auditLinesRoute, listAuditRoute } from './routes/audit.ts';
import { contentEvents, contentRoute, contentWebhookRoute, syncContentRoute } from './routes/content.ts';
import { addDemandRoute, forgetDemandRoute } from './routes/demands.ts';
import {
  destroyEnvironmentRoute,
  getEnvironmentRoute,
  listEnvironmentsRoute,
  retryEnvironmentRoute,
} from './routes/environments.ts';
import { fleetEvents, fleetRoute, setPoolRoute } from './routes/fleet.ts';
import {
  answerFollowRoute,
  answerTakeoverRoute,
  askTakeoverRoute,
  askToFollowRoute,
  endTakeoverRoute,
  listFollowedTerminalsRoute,
  openFollowedTerminalRoute,
  stopFollowRoute,
} from './routes/follows.ts';
import { gradesCsvRoute, gradesRoute } from './routes/grades.ts';
import { healthRoute } from './routes/health.ts';
import {
  answerFeedbackRoute,
  checkFailuresRoute,
  giveFeedbackRoute,
  labHealthRoute,
  listFeedbackRoute,
  listHealthRoute,
} from './routes/lab-health.ts';
import {
  checkSourceRoute,
  labSourceRoute,
  newLabSourceRoute,
  publishSourceRoute,
} from './routes/lab-source.ts';
import { labTestEvents } from './routes/lab-test-events.ts';
import {
  cancelLabTestRoute,
  getLabTestRoute,
  getLabTestStepRoute,
  labFreshnessRoute,
  labTestJunitRoute,
  listLabTestsRoute,
  previewLabRoute,
  releaseLabTestRoute,
  startLabTestRoute,
} from './routes/lab-tests.ts';
import { getLabRoute, listLabsRoute } from './routes/labs.ts';
import { openApiRoute } from './routes/openapi.ts';
import { systemRoute } from './routes/operations.ts';
import {
  addPersonRoute,
  changePersonRoute,
  listPeopleRoute,
  signInLinkRoute,
  signOutPersonRoute,
} from './routes/people.ts';
import { getRecordingRoute, listRecordingsRoute } from './routes/recordings.ts';
import { meRoute, signInRoute, signOutRoute } from './routes/session.ts';
import { endAllSessionsRoute, endSessionRoute, listSessionsRoute } from './routes/sessions.ts';
import { addSshKeyRoute, listSshKeysRoute, removeSshKeyRoute, sshAddressRoute } from './routes/ssh.ts';
import {
  getSubmissionRoute,
  handInRoute,
  listSubmissionsRoute,
  reviewSubmissionRoute,
  saveDraftRoute,
} from './routes/submissions.ts';
import {
  addTeamRoute,
  changeMembershipRoute,
  changeTeamRoute,
  endMembershipRoute,
  listTeamsRoute,
  removeTeamRoute,
} from './routes/teams.ts';
import { runEvidenceRoute, timelineRoute } from './routes/timeline.ts';
import { createTokenRoute, listTokensRoute, revokeTokenRoute } from './routes/tokens.ts';

/** Every route there is. What is not in this list is not mounted, documented or reachable. */
export const routes: readonly Route[] = [
  healthRoute,
  openApiRoute(() => routes),
  signInRoute,
  signOutRoute,
  meRoute,
  listSessionsRoute,
  endSessionRoute,
  endAllSessionsRoute,
  listLabsRoute,
  getLabRoute,
  startAttemptRoute,
  listAttemptsRoute,
  getAttemptRoute,
  attemptEvents,
  finishAttemptRoute,
  resetAttemptRoute,
  retryAttemptRoute,
  extendAttemptRoute,
  pauseAttemptRoute,
  resumeAttemptRoute,
  createSavePointRoute,
  rewindAttemptRoute,
  deleteSavePointRoute,
  checkTaskRoute,
  gradesRoute,
  gradesCsvRoute,
  answerQuizRoute,
  giveFeedbackRoute,
  listFeedbackRoute,
  answerFeedbackRoute,
  listHealthRoute,
  labHealthRoute,
  checkFailuresRoute,
  listRecordingsRoute,
  getRecordingRoute,
  timelineRoute,
  runEvidenceRoute,
  saveDraftRoute,
  handInRoute,
  listSubmissionsRoute,
  getSubmissionRoute,
  reviewSubmissionRoute,
  openHintRoute,
  openTerminalRoute,
  openWebUiRoute,
  askToFollowRoute,
  answerFollowRoute,
  stopFollowRoute,
  askTakeoverRoute,
  answerTakeoverRoute,
  endTakeoverRoute,
  listFollowedTerminalsRoute,
  openFollowedTerminalRoute,
  listTokensRoute,
  createTokenRoute,
  revokeTokenRoute,
  sshAddressRoute,
  listSshKeysRoute,
  addSshKeyRoute,
  removeSshKeyRoute,
  listPeopleRoute,
  addPersonRoute,
  changePersonRoute,
  signInLinkRoute,
  signOutPersonRoute,
  listTeamsRoute,
  addTeamRoute,
  changeTeamRoute,
  removeTeamRoute,
  changeMembershipRoute,
  endMembershipRoute,
  listAuditRoute,
  auditActionsRoute,
  auditCsvRoute,
  auditLinesRoute,
  systemRoute,
  fleetRoute,
  fleetEvents,
  setPoolRoute,
  addDemandRoute,
  forgetDemandRoute,
  listEnvironmentsRoute,
  getEnvironmentRoute,
  retryEnvironmentRoute,
  destroyEnvironmentRoute,
  startLabTestRoute,
  listLabTestsRoute,
  previewLabRoute,
  getLabTestRoute,
  labTestEvents,
  getLabTestStepRoute,
  labTestJunitRoute,
  cancelLabTestRoute,
  releaseLabTestRoute,
  labFreshnessRoute,
  labSourceRoute,
  newLabSourceRoute,
  checkSourceRoute,
  publishSourceRoute,
  contentRoute,
  contentEvents,
  syncContentRoute,
  contentWebhookRoute,
];
