import { Callout } from '@springboard/ui/callout.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { PencilLine } from 'lucide-react';
import { keptLabs } from '../../modules/editor/use-lab-draft.ts';

/** What somebody began in this browser and has not published: a new lab is nowhere else. */
export function Drafts({ personId }: { readonly personId: string }) {
  const drafts = useQuery({
    queryKey: ['lab drafts of this browser', personId],
    queryFn: () => keptLabs(personId),
    staleTime: 0,
  });
  if (drafts.data === undefined || drafts.data.length === 0) return null;
  return (
    <Callout icon={<PencilLine aria-hidden />} title="In this browser, not published yet">
      <ul className="flex flex-wrap gap-x-4 gap-y-1">
        {drafts.data.map((lab) => {
          const [group = '', name = ''] = lab.split('/');
          return (
            <li key={lab}>
              <Link
                to="/edit/$group/$name"
                params={{ group, name }}
                className="font-mono text-accent-text underline"
              >
                {lab}
              </Link>
            </li>
          );
        })}
      </ul>
    </Callout>
  );
}
