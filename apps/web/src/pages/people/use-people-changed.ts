import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { departuresQuery } from '../../api/leaving.ts';
import { peopleQuery, teamsQuery } from '../../api/people.ts';
import { meQuery } from '../../api/session.ts';

/** Has people, teams and one's own roles read anew after something of them was changed. */
export function usePeopleChanged(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    await Promise.all(
      [peopleQuery, teamsQuery, departuresQuery, meQuery].map(({ queryKey }) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
  }, [client]);
}
