import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { attemptQuery, attemptsQuery } from './api/attempts.ts';
import { AuditSearch } from './api/audit.ts';
import { classesQuery, classPeopleQuery, classQuery, myClassesQuery } from './api/classes.ts';
import { contentQuery } from './api/content.ts';
import { environmentQuery, fleetQuery } from './api/fleet.ts';
import { helpQuery, helpQueueQuery } from './api/help.ts';
import { labHealthQuery, labsHealthQuery } from './api/lab-health.ts';
import { freshnessQuery, labTestQuery, labTestsQuery } from './api/lab-tests.ts';
import { labQuery, labsQuery } from './api/labs.ts';
import { noticesQuery } from './api/notices.ts';
import { systemQuery } from './api/operations.ts';
import { myPathsQuery, personPathsQuery, readingQuery } from './api/paths.ts';
import { peopleQuery, teamsQuery } from './api/people.ts';
import { recordingsQuery } from './api/recordings.ts';
import { meQuery } from './api/session.ts';
import { submissionQuery, submissionsQuery } from './api/submissions.ts';
import { TeamSearch, teamMapQuery, teamMapsQuery } from './api/team-map.ts';
import { timelineQuery } from './api/timeline.ts';
import { tokensQuery } from './api/tokens.ts';
import { walkthroughDraftQuery, walkthroughQuery } from './api/walkthroughs.ts';
import { weeklySummaryQuery } from './api/weekly-summary.ts';
import { AppShell } from './components/app-shell.tsx';
import { CrashPage } from './components/crash-page.tsx';
import { NoSuchPage } from './components/not-found.tsx';
import { RootLayout } from './components/root-layout.tsx';
import { SignedIn } from './components/signed-in.tsx';
import { MomentSearch } from './modules/replay/moment-search.ts';
import { CataloguePage } from './pages/catalogue/catalogue-page.tsx';

interface Context {
  readonly queryClient: QueryClient;
}

const rootRoute = createRootRouteWithContext<Context>()({
  component: RootLayout,
  notFoundComponent: NoSuchPage,
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page.tsx'), 'SignInPage'),
});

/** Everything that needs a person. Loaders below only start the requests: pages show their own loading state. */
const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  component: SignedIn,
  loader: ({ context }) => void context.queryClient.prefetchQuery(meQuery),
});

const shellRoute = createRoute({
  getParentRoute: () => signedInRoute,
  id: 'shell',
  component: () => <AppShell />,
});

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  // Whoever is on a path begins there; whoever cannot be asked for one, or has none, with the labs.
  beforeLoad: async ({ context }) => {
    const paths = await context.queryClient.fetchQuery({ ...myPathsQuery, retry: false }).catch(() => []);
    throw redirect({ to: paths.length > 0 ? '/path' : '/labs', replace: true });
  },
});

const myPathRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/path',
  component: lazyRouteComponent(() => import('./pages/path/my-path-page.tsx'), 'MyPathPage'),
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(myPathsQuery);
    void context.queryClient.prefetchQuery(myClassesQuery);
    void context.queryClient.prefetchQuery(attemptsQuery);
  },
});

const readingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/path/$path/read/$item',
  component: lazyRouteComponent(() => import('./pages/path/reading-page.tsx'), 'ReadingPage'),
  loader: ({ context, params }) =>
    void context.queryClient.prefetchQuery(readingQuery(params.path, params.item)),
});

const myCertificateRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/path/$path/ready/$rule',
  component: lazyRouteComponent(
    () => import('./pages/certificate/certificate-page.tsx'),
    'MyCertificatePage',
  ),
  loader: ({ context }) => void context.queryClient.prefetchQuery(myPathsQuery),
});

const personCertificateRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/$id/ready/$path/$rule',
  component: lazyRouteComponent(
    () => import('./pages/certificate/certificate-page.tsx'),
    'PersonCertificatePage',
  ),
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(personPathsQuery(params.id)),
});

const teamRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/team',
  component: lazyRouteComponent(() => import('./pages/team/team-page.tsx'), 'TeamPage'),
  validateSearch: TeamSearch,
  loaderDeps: ({ search: { team } }) => ({ team }),
  loader: ({ context, deps: { team } }) => {
    void context.queryClient.prefetchQuery(teamMapsQuery);
    // The longest of its answers, for whoever comes by an address that names the team.
    if (team !== undefined) void context.queryClient.prefetchQuery(teamMapQuery(team));
  },
});

const pathsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/paths',
  component: lazyRouteComponent(() => import('./pages/paths/paths-page.tsx'), 'PathsPage'),
});

const personPathRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people/$id/path',
  component: lazyRouteComponent(() => import('./pages/person-path/person-path-page.tsx'), 'PersonPathPage'),
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(personPathsQuery(params.id)),
});

const labsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/labs',
  component: CataloguePage,
  loader: ({ context }) => void context.queryClient.prefetchQuery(labsQuery),
});

const labRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/labs/$group/$name',
  component: lazyRouteComponent(() => import('./pages/lab/lab-page.tsx'), 'LabPage'),
  loader: ({ context, params }) =>
    void context.queryClient.prefetchQuery(labQuery(`${params.group}/${params.name}`)),
});

const resultsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/results',
  component: lazyRouteComponent(() => import('./pages/results/results-page.tsx'), 'ResultsPage'),
  loader: ({ context }) => void context.queryClient.prefetchQuery(attemptsQuery),
});

const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('./pages/settings/settings-page.tsx'), 'SettingsPage'),
  loader: ({ context }) => void context.queryClient.prefetchQuery(tokensQuery),
});

const peopleRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/people',
  component: lazyRouteComponent(() => import('./pages/people/people-page.tsx'), 'PeoplePage'),
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(peopleQuery);
    void context.queryClient.prefetchQuery(teamsQuery);
  },
});

const contentRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/content',
  component: lazyRouteComponent(() => import('./pages/content/content-page.tsx'), 'ContentPage'),
  loader: ({ context }) => void context.queryClient.prefetchQuery(contentQuery),
});

const healthRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/health',
  component: lazyRouteComponent(() => import('./pages/health/health-page.tsx'), 'HealthPage'),
  loader: ({ context }) => void context.queryClient.prefetchQuery(labsHealthQuery(30)),
});

const labHealthRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/health/$group/$name',
  component: lazyRouteComponent(() => import('./pages/health/lab-health-page.tsx'), 'LabHealthPage'),
  loader: ({ context, params }) =>
    void context.queryClient.prefetchQuery(labHealthQuery(`${params.group}/${params.name}`, 30)),
});

const reviewsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reviews',
  component: lazyRouteComponent(() => import('./pages/reviews/reviews-page.tsx'), 'ReviewsPage'),
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(submissionsQuery('open'));
    void context.queryClient.prefetchQuery(submissionsQuery('done'));
  },
});

const reviewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/reviews/$id/$taskId',
  component: lazyRouteComponent(() => import('./pages/reviews/review-page.tsx'), 'ReviewPage'),
  loader: ({ context, params }) =>
    void context.queryClient.prefetchQuery(submissionQuery(params.id, params.taskId)),
});

const helpQueueRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/help',
  component: lazyRouteComponent(() => import('./pages/help/routes.tsx'), 'HelpQueuePage'),
  loader: ({ context }) => void context.queryClient.prefetchQuery(helpQueueQuery),
});

const helpRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/help/$id',
  component: lazyRouteComponent(() => import('./pages/help/routes.tsx'), 'HelpQuestionPage'),
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(helpQueueQuery);
    void context.queryClient.prefetchQuery(helpQuery(params.id));
  },
});

const classesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/classes',
  component: lazyRouteComponent(() => import('./pages/classes/classes-page.tsx'), 'ClassesPage'),
  loader: ({ context }) => void context.queryClient.prefetchQuery(classesQuery),
});

const newClassRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/classes/new',
  component: lazyRouteComponent(() => import('./pages/classes/class-form-pages.tsx'), 'NewClassPage'),
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(labsQuery);
    void context.queryClient.prefetchQuery(classPeopleQuery);
  },
});

const classRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/classes/$id',
  component: lazyRouteComponent(() => import('./pages/classes/class-page.tsx'), 'ClassPage'),
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(classQuery(params.id)),
});

const editClassRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/classes/$id/edit',
  component: lazyRouteComponent(() => import('./pages/classes/class-form-pages.tsx'), 'EditClassPage'),
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(classQuery(params.id));
    void context.queryClient.prefetchQuery(labsQuery);
    void context.queryClient.prefetchQuery(classPeopleQuery);
  },
});

const noticesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/notices',
  component: lazyRouteComponent(() => import('./pages/notices/notices-page.tsx'), 'NoticesPage'),
  loader: ({ context }) => void context.queryClient.prefetchQuery(noticesQuery),
});

const weeklySummaryRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/weekly-summary',
  component: lazyRouteComponent(
    () => import('./pages/weekly-summary/weekly-summary-page.tsx'),
    'WeeklySummaryPage',
  ),
  loader: ({ context }) => void context.queryClient.prefetchQuery(weeklySummaryQuery),
});

/** Its document has a policy of its own (`apps/api/src/http/security-headers.ts`): links to it load it, in a tab of its own. */
const recordingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/attempts/$id/recordings/$recording',
  component: lazyRouteComponent(() => import('./pages/recording/recording-page.tsx'), 'RecordingPage'),
  validateSearch: MomentSearch,
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(recordingsQuery(params.id));
    void context.queryClient.prefetchQuery(attemptQuery(params.id));
  },
});

/** As the one above: documents with a policy of their own. */
const walkthroughRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/walkthroughs/$id',
  component: lazyRouteComponent(() => import('./pages/walkthrough/walkthrough-page.tsx'), 'WalkthroughPage'),
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(walkthroughQuery(params.id, false)),
});

const walkthroughPreviewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/walkthroughs/$id/preview',
  component: lazyRouteComponent(
    () => import('./pages/walkthrough/walkthrough-page.tsx'),
    'WalkthroughPreviewPage',
  ),
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(walkthroughQuery(params.id, true)),
});

const walkthroughEditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/walkthroughs/$id/edit',
  component: lazyRouteComponent(() => import('./pages/walkthrough/edit-page.tsx'), 'WalkthroughEditPage'),
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(walkthroughDraftQuery(params.id)),
});

const timelineRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/attempts/$id/timeline',
  component: lazyRouteComponent(() => import('./pages/timeline/timeline-page.tsx'), 'TimelinePage'),
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(timelineQuery(params.id)),
});

const auditRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/audit',
  component: lazyRouteComponent(() => import('./pages/audit/audit-page.tsx'), 'AuditPage'),
  validateSearch: AuditSearch,
});

const systemRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/system',
  component: lazyRouteComponent(() => import('./pages/system/system-page.tsx'), 'SystemPage'),
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(systemQuery);
    void context.queryClient.prefetchQuery(fleetQuery);
  },
});

const environmentRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/system/environments/$id',
  component: lazyRouteComponent(() => import('./pages/system/environment-page.tsx'), 'EnvironmentPage'),
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(environmentQuery(params.id)),
});

const labTestsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/lab-tests',
  component: lazyRouteComponent(() => import('./pages/lab-tests/lab-tests-page.tsx'), 'LabTestsPage'),
  loader: ({ context }) => {
    void context.queryClient.prefetchQuery(freshnessQuery);
    void context.queryClient.prefetchQuery(labTestsQuery());
  },
});

const labTestRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/lab-tests/$id',
  component: lazyRouteComponent(() => import('./pages/lab-tests/lab-test-page.tsx'), 'LabTestPage'),
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(labTestQuery(params.id)),
});

const editRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/edit/$group/$name',
  component: lazyRouteComponent(() => import('./pages/editor/editor-page.tsx'), 'EditorPage'),
});

const attemptRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/attempts/$id',
  component: lazyRouteComponent(() => import('./pages/workspace/workspace-page.tsx'), 'WorkspacePage'),
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(attemptQuery(params.id)),
});

const terminalRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/attempts/$id/terminals/$node/$number',
  component: lazyRouteComponent(() => import('./pages/terminal/terminal-page.tsx'), 'TerminalPage'),
  loader: ({ context, params }) => void context.queryClient.prefetchQuery(attemptQuery(params.id)),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  signedInRoute.addChildren([
    shellRoute.addChildren([
      homeRoute,
      myPathRoute,
      readingRoute,
      myCertificateRoute,
      teamRoute,
      pathsRoute,
      personPathRoute,
      personCertificateRoute,
      labsRoute,
      labRoute,
      resultsRoute,
      settingsRoute,
      contentRoute,
      healthRoute,
      labHealthRoute,
      reviewsRoute,
      reviewRoute,
      helpQueueRoute,
      helpRoute,
      classesRoute,
      newClassRoute,
      classRoute,
      editClassRoute,
      noticesRoute,
      weeklySummaryRoute,
      recordingRoute,
      walkthroughRoute,
      walkthroughPreviewRoute,
      walkthroughEditRoute,
      timelineRoute,
      peopleRoute,
      auditRoute,
      systemRoute,
      environmentRoute,
      labTestsRoute,
      labTestRoute,
    ]),
    editRoute,
    attemptRoute,
    terminalRoute,
  ]),
]);

export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultErrorComponent: CrashPage,
    scrollRestoration: true,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
