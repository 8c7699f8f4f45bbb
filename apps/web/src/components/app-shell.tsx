import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { type ReactNode, useRef } from 'react';
import { meQuery } from '../api/session.ts';
import { NoticeBell } from '../modules/notices/bell.tsx';
import { MaintenanceBanner } from './maintenance-banner.tsx';
import { Mark } from './mark.tsx';
import { PersonMenu } from './person-menu.tsx';
import { ThemeMenu } from './theme-menu.tsx';
import { useCurrentInView } from './use-current-in-view.ts';

/** To see how far others are, or to put them on paths. */
const pathRights = ['attempt.any.read', 'attempt.team.read', 'path.any.assign', 'path.team.assign'] as const;

/** The frame of all pages but the workspace: a slim bar on top, the page below. */
export function AppShell({ children }: { readonly children?: ReactNode }) {
  const { data: me } = useQuery(meQuery);
  const bar = useRef<HTMLElement>(null);
  useCurrentInView(bar, me);
  const may = new Set(me?.permissions);
  const seesPaths = pathRights.some((right) => may.has(right));
  const seesPeople = may.has('person.any.read') || may.has('person.team.read');
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="print:hidden sticky top-0 z-30 border-b border-line bg-surface">
        <div className="mx-auto flex h-12 max-w-6xl items-center gap-1 px-4">
          <Link to="/" className="mr-3 flex shrink-0 items-center gap-2 rounded-md font-semibold">
            <Mark className="size-6" />
            <span className="max-sm:sr-only">Springboard</span>
          </Link>
          <nav
            ref={bar}
            aria-label="Main"
            className="flex min-w-0 flex-1 items-center gap-0.5 overflow-x-auto py-1"
          >
            {may.has('attempt.own.read') ? <NavLink to="/path">My path</NavLink> : null}
            <NavLink to="/labs">Labs</NavLink>
            {may.has('attempt.own.read') ? <NavLink to="/results">My results</NavLink> : null}
            {me?.reviews ? <NavLink to="/reviews">Reviews</NavLink> : null}
            {may.has('help.any.answer') ? <NavLink to="/help">Help</NavLink> : null}
            {may.has('attempt.any.read') || may.has('attempt.team.read') ? (
              <NavLink to="/team">Team</NavLink>
            ) : null}
            {may.has('class.any.manage') || may.has('class.team.manage') ? (
              <NavLink to="/classes">Classes</NavLink>
            ) : null}
            {seesPaths ? <NavLink to="/paths">Paths</NavLink> : null}
            {may.has('lab.test') ? <NavLink to="/lab-tests">Lab tests</NavLink> : null}
            {may.has('lab.health.read') ? <NavLink to="/health">Lab health</NavLink> : null}
            {may.has('content.read') ? <NavLink to="/content">Content</NavLink> : null}
            {seesPeople ? <NavLink to="/people">People</NavLink> : null}
            {may.has('audit.read') || may.has('audit.team.read') ? (
              <NavLink to="/audit">Audit</NavLink>
            ) : null}
            {may.has('environment.any.read') ? <NavLink to="/system">System</NavLink> : null}
          </nav>
          <NoticeBell />
          <span className="ml-1 max-sm:hidden">
            <ThemeMenu />
          </span>
          <span className="ml-1.5">
            <PersonMenu />
          </span>
        </div>
      </header>
      <MaintenanceBanner />
      <main id="main" tabIndex={-1} className="mx-auto w-full max-w-6xl flex-1 px-4 pt-6 pb-16 outline-none">
        {children ?? <Outlet />}
      </main>
    </div>
  );
}

function NavLink({
  to,
  children,
}: {
  readonly to:
    | '/path'
    | '/paths'
    | '/team'
    | '/labs'
    | '/results'
    | '/reviews'
    | '/help'
    | '/classes'
    | '/health'
    | '/lab-tests'
    | '/content'
    | '/people'
    | '/audit'
    | '/system';
  readonly children: ReactNode;
}) {
  return (
    <Link
      to={to}
      activeProps={{ className: 'bg-hover text-ink', 'aria-current': 'page' }}
      inactiveProps={{ className: 'text-ink-2 hover:text-ink hover:bg-hover' }}
      className="inline-flex h-8 shrink-0 items-center rounded-md px-2.5 text-sm font-medium whitespace-nowrap"
    >
      {children}
    </Link>
  );
}
