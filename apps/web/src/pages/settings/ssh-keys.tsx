import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../../api/session.ts';
import { removeSshKey, sshKeysQuery } from '../../api/ssh.ts';
import { AddSshKey } from './add-ssh-key.tsx';
import { OwnList } from './own-list.tsx';
import { OwnSection } from './own-section.tsx';

/** The public keys of the person's own SSH clients: registered, listed, removed. Nothing for those who have no environments. */
export function SshKeys() {
  const { data: me } = useQuery(meQuery);
  return me?.permissions.includes('ssh-key.own.manage') === true ? <Keys /> : null;
}

function Keys() {
  return (
    <OwnSection
      title="SSH keys"
      words="They log your own SSH client, scp or IDE in to your environments. Only public keys are kept."
      action="Add a key"
      loading="Loading your SSH keys"
      query={useQuery(sshKeysQuery)}
      form={(props) => <AddSshKey {...props} />}
      list={(keys) => (
        <OwnList
          items={keys}
          empty="You have no key. Add one when you want to work with your own SSH client instead of the page."
          verb="Remove"
          takeAway={removeSshKey}
          queryKey={sshKeysQuery.queryKey}
          done={(name) => `Key “${name}” is removed`}
          warning="What is logged in with it ends at once. The key on your computer stays, and can be added again at any time."
        >
          {(key) => (
            <>
              <p className="mt-0.5 font-mono text-xs break-all text-ink-2">
                {key.type} {key.fingerprint}
              </p>
              <p className="mt-0.5 text-xs text-ink-3">
                Added <RelativeTime at={key.createdAt} />
                {' · '}
                {key.lastUsedAt === null ? (
                  'never used'
                ) : (
                  <>
                    used <RelativeTime at={key.lastUsedAt} />
                  </>
                )}
              </p>
            </>
          )}
        </OwnList>
      )}
    />
  );
}
