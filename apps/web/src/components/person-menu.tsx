import { Menu, MenuItem, MenuLink, MenuSeparator } from '@springboard/ui/menu.tsx';
import { notify } from '@springboard/ui/notices.tsx';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { LogOut, Settings } from 'lucide-react';
import { asApiError } from '../api/client.ts';
import { meQuery, signOut } from '../api/session.ts';
import { initials } from './initials.ts';

/** Who is signed in, with which roles; settings and sign-out. */
export function PersonMenu() {
  const { data: me } = useQuery(meQuery);
  const client = useQueryClient();
  const navigate = useNavigate();
  if (me === undefined) return null;
  const leave = async () => {
    let continueAt: string | null = null;
    try {
      continueAt = await signOut();
    } catch (error) {
      const failure = asApiError(error);
      if (failure.code !== 'not-signed-in') {
        notify({ tone: 'bad', title: 'You are still signed in', detail: failure.message });
        return;
      }
    }
    if (continueAt !== null) {
      window.location.assign(continueAt);
      return;
    }
    await navigate({ to: '/sign-in' });
    client.clear();
  };
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`${initials(me.name)}: account of ${me.name}`}
          className="inline-flex size-7 items-center justify-center rounded-full bg-accent-soft text-2xs font-semibold text-accent-text hover:bg-accent-line"
        >
          {initials(me.name)}
        </button>
      }
    >
      <div className="px-2 pt-1.5 pb-2">
        <p className="text-sm font-medium">{me.name}</p>
        <p className="text-xs text-ink-3">{me.email}</p>
        <p className="mt-1.5 text-xs text-ink-2">
          <span className="sr-only">Roles: </span>
          {me.roles.join(' · ')}
        </p>
      </div>
      <MenuSeparator />
      <MenuLink render={<Link to="/settings" />} icon={<Settings aria-hidden />}>
        Settings
      </MenuLink>
      <MenuItem icon={<LogOut aria-hidden />} onClick={() => void leave()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
