import { Button } from '@springboard/ui/button.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { Tabs } from '@springboard/ui/tabs.tsx';
import { useQuery } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import { useState } from 'react';
import { departuresQuery } from '../../api/leaving.ts';
import { peopleQuery, teamsQuery } from '../../api/people.ts';
import { useMay } from '../../api/session.ts';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { DeletionRequests } from './deletion-requests.tsx';
import { Departures } from './departures.tsx';
import { Dialogs } from './dialogs.tsx';
import type { PeopleDialog } from './people-dialog.ts';
import { PeopleList } from './people-list.tsx';
import { TeamsList } from './teams-list.tsx';

/** People with their roles and teams: all of them for an operator, those of their own teams for a manager. */
export function PeoplePage() {
  const people = useQuery(peopleQuery);
  const teams = useQuery(teamsQuery);
  const everybody = useMay('person.any.read');
  const addsAnybody = useMay('person.any.manage');
  const departures = useQuery({ ...departuresQuery, enabled: addsAnybody });
  const mayInvite = useMay('team.own.manage') && (teams.data?.teams.length ?? 0) > 0;
  const [tab, setTab] = useState<'people' | 'teams' | 'left'>('people');
  const [dialog, setDialog] = useState<PeopleDialog | null>(null);
  const failed = [people, teams].find((query) => query.isError);
  return (
    <>
      <PageHeader
        title="People"
        description={
          everybody ? 'Who may do what, and in which team.' : 'The people of the teams you manage.'
        }
        actions={
          addsAnybody || mayInvite ? (
            <Button
              variant="primary"
              icon={<UserPlus aria-hidden className="size-4" />}
              onClick={() => setDialog({ kind: 'add-person' })}
            >
              {addsAnybody ? 'Add a person' : 'Invite a learner'}
            </Button>
          ) : null
        }
      />
      {departures.data === undefined ? null : <DeletionRequests requests={departures.data.requests} />}
      {people.data !== undefined && teams.data !== undefined ? (
        <Tabs
          label="People and teams"
          value={tab}
          onChange={setTab}
          tabs={[
            {
              value: 'people',
              label: <Counted word="People" count={people.data.length} />,
              panel: <PeopleList people={people.data} onDialog={setDialog} />,
            },
            {
              value: 'teams',
              label: <Counted word="Teams" count={teams.data.teams.length} />,
              panel: <TeamsList teams={teams.data.teams} onDialog={setDialog} />,
            },
            ...(addsAnybody
              ? [
                  {
                    value: 'left' as const,
                    label: <Counted word="Left" count={departures.data?.departed.length} />,
                    panel: <Departures query={departures} onDialog={setDialog} />,
                  },
                ]
              : []),
          ]}
        />
      ) : failed !== undefined ? (
        <RequestError error={failed.error} onRetry={() => void failed.refetch()} />
      ) : (
        <Loading label="Loading the people">
          <Skeleton className="h-9 w-full" />
          <Skeleton className="mt-4 h-8 w-64" />
          <Skeleton className="mt-3 h-72 w-full" />
        </Loading>
      )}
      <Dialogs dialog={dialog} onClose={() => setDialog(null)} />
    </>
  );
}

function Counted({ word, count }: { readonly word: string; readonly count: number | undefined }) {
  return (
    <>
      {word} <span className="ml-0.5 text-ink-3 tabular-nums">{count}</span>
    </>
  );
}
