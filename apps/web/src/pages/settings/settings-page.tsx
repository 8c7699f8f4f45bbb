import { Badge } from '@springboard/ui/badge.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { setTheme, useTheme } from '@springboard/ui/theme.ts';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { meQuery } from '../../api/session.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { themeOptions } from '../../components/theme-menu.tsx';
import { ApiTokens } from './api-tokens.tsx';
import { NoticeSettings } from './notice-choices.tsx';
import { OwnData } from './own-data.tsx';
import { Password } from './password.tsx';
import { Sessions } from './sessions.tsx';
import { SshKeys } from './ssh-keys.tsx';

/** Profile, appearance, password, notices, sessions, the keys of the person's own SSH clients, the tokens that stand for them in scripts and the CLI, and their data. */
export function SettingsPage() {
  return (
    <div className="mx-auto max-w-3xl">
      <PageHeader title="Settings" />
      <div className="flex flex-col gap-8">
        <Profile />
        <Appearance />
        <Password />
        <NoticeSettings />
        <Sessions />
        <SshKeys />
        <ApiTokens />
        <OwnData />
      </div>
    </div>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section>
      <h2 className="mb-2.5 text-sm font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function Profile() {
  const { data: me } = useQuery(meQuery);
  return (
    <Section title="Profile">
      <Card>
        <dl className="divide-y divide-line text-sm [&>div]:grid [&>div]:gap-x-4 [&>div]:gap-y-1 [&>div]:px-5 [&>div]:py-3 sm:[&>div]:grid-cols-[8rem_1fr]">
          <div>
            <dt className="text-ink-3">Name</dt>
            <dd>{me?.name}</dd>
          </div>
          <div>
            <dt className="text-ink-3">E-mail</dt>
            <dd>{me?.email}</dd>
          </div>
          <div>
            <dt className="text-ink-3">Roles</dt>
            <dd className="flex flex-wrap gap-1">
              {me?.roles.map((role) => (
                <Badge key={role}>{role}</Badge>
              ))}
            </dd>
          </div>
          <div>
            <dt className="text-ink-3">Teams</dt>
            <dd>{me?.teams.map((team) => team.name).join(', ') || '–'}</dd>
          </div>
        </dl>
      </Card>
      <p className="mt-2 text-xs text-ink-3">An operator changes these.</p>
    </Section>
  );
}

function Appearance() {
  const theme = useTheme();
  return (
    <Section title="Appearance">
      <fieldset className="flex flex-wrap gap-2">
        <legend className="sr-only">Theme</legend>
        {themeOptions.map((option) => (
          <label
            key={option.value}
            className={cx(
              'flex h-9 cursor-pointer items-center gap-2 rounded-md border px-3 text-sm has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-focus',
              theme === option.value
                ? 'border-accent bg-accent-soft font-medium text-accent-text'
                : 'border-line-strong bg-surface text-ink-2 hover:bg-hover',
            )}
          >
            <input
              type="radio"
              name="theme"
              value={option.value}
              checked={theme === option.value}
              onChange={() => setTheme(option.value)}
              className="sr-only"
            />
            {option.icon}
            {option.label}
          </label>
        ))}
      </fieldset>
    </Section>
  );
}
