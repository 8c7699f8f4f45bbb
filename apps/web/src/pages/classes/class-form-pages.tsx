import type { ClassView } from '@springboard/contracts/classes.ts';
import { EmptyState } from '@springboard/ui/empty-state.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { UsersRound } from 'lucide-react';
import { changeClass, classPeopleQuery, classQuery, planClass } from '../../api/classes.ts';
import { asApiError } from '../../api/client.ts';
import { labsQuery } from '../../api/labs.ts';
import { NotFound } from '../../components/not-found.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { ClassForm } from './class-form.tsx';

/** Plans a class. */
export function NewClassPage() {
  return (
    <>
      <PageHeader title="Plan a class" description="A lab that people begin together." />
      <Form of={null} />
    </>
  );
}

/** Plans one anew that has not begun. */
export function EditClassPage() {
  const { id } = useParams({ from: '/signed-in/shell/classes/$id/edit' });
  const one = useQuery(classQuery(id));
  if (one.data !== undefined)
    return (
      <>
        <PageHeader title={`Edit: ${one.data.title}`} description="Whom a change concerns is told." />
        <Form key={id} of={one.data} />
      </>
    );
  if (!one.isError) return <Waiting />;
  if (asApiError(one.error).code === 'not-found') return <NotFound what="class" />;
  return <RequestError error={one.error} onRetry={() => void one.refetch()} />;
}

function Form({ of }: { readonly of: ClassView | null }) {
  const navigate = useNavigate();
  const labs = useQuery(labsQuery);
  const people = useQuery(classPeopleQuery);
  const failed = [labs, people].find((query) => query.data === undefined && query.isError);
  if (failed) return <RequestError error={failed.error} onRetry={() => void failed.refetch()} />;
  if (labs.data === undefined || people.data === undefined) return <Waiting />;
  if (people.data.length === 0)
    return (
      <EmptyState icon={<UsersRound aria-hidden />} title="There is nobody to ask into a class">
        You can ask the people of the teams that you manage. An operator makes teams and names their managers.
      </EmptyState>
    );
  const open = (id: string) => void navigate({ to: '/classes/$id', params: { id } });
  if (of === null)
    return (
      <ClassForm
        labs={labs.data}
        people={people.data}
        before={null}
        submit="Plan the class"
        onSend={async (input) => (await planClass(input)).id}
        onDone={open}
        onCancel={() => void navigate({ to: '/classes' })}
      />
    );
  const { id, title, lab, startsAt, members } = of;
  return (
    <ClassForm
      // A lab that was withdrawn meanwhile can stay chosen until it is sent.
      labs={labs.data.some(({ slug }) => slug === lab.slug) ? labs.data : [...labs.data, lab]}
      people={people.data}
      before={{ title, lab: lab.slug, startsAt, people: members.map(({ person }) => person.id) }}
      submit="Save"
      onSend={async (input) => {
        await changeClass(id, input);
        return id;
      }}
      onDone={open}
      onCancel={() => open(id)}
    />
  );
}

function Waiting() {
  return (
    <Loading label="Loading labs and people">
      <Skeleton className="h-96 w-full" />
    </Loading>
  );
}
