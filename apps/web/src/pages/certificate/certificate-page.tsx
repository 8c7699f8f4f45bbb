import type { PathView } from '@springboard/contracts/paths.ts';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { asApiError } from '../../api/client.ts';
import { myPathsQuery, personPathsQuery } from '../../api/paths.ts';
import { meQuery } from '../../api/session.ts';
import { NotFound } from '../../components/not-found.tsx';
import { RequestError } from '../../components/request-error.tsx';
import { Certificate } from './certificate.tsx';

const mine = getRouteApi('/signed-in/shell/path/$path/ready/$rule');
const theirs = getRouteApi('/signed-in/shell/people/$id/ready/$path/$rule');

/** One's own certificate. */
export function MyCertificatePage() {
  const { path, rule } = mine.useParams();
  const paths = useQuery(myPathsQuery);
  const me = useQuery(meQuery);
  return (
    <Shown
      error={paths.error}
      onRetry={() => void paths.refetch()}
      paths={paths.data}
      name={me.data?.name ?? ''}
      path={path}
      rule={rule}
    />
  );
}

/** Somebody's, for who may read their attempts. */
export function PersonCertificatePage() {
  const { id, path, rule } = theirs.useParams();
  const person = useQuery(personPathsQuery(id));
  const { data } = person;
  return (
    <Shown
      error={person.error}
      onRetry={() => void person.refetch()}
      paths={data?.paths}
      name={data?.person.name ?? ''}
      path={path}
      rule={rule}
    />
  );
}

function Shown(props: {
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly paths: readonly PathView[] | undefined;
  readonly name: string;
  readonly path: string;
  readonly rule: string;
}) {
  const { error, paths } = props;
  if (paths === undefined) {
    if (error === null || error === undefined)
      return (
        <Loading label="Loading the certificate">
          <Skeleton className="mx-auto h-96 w-full max-w-2xl" />
        </Loading>
      );
    if (asApiError(error).code === 'not-found') return <NotFound what="certificate" />;
    return <RequestError error={error} onRetry={props.onRetry} />;
  }
  const path = paths.find(({ id }) => id === props.path);
  const readiness = path?.readiness.find(({ id }) => id === props.rule);
  if (!path || !readiness) return <NotFound what="certificate" />;
  return (
    <>
      <title>{`${readiness.title}: ${props.name} · Springboard`}</title>
      <Certificate name={props.name} path={path} readiness={readiness} />
    </>
  );
}
