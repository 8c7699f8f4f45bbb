import { Badge } from '@springboard/ui/badge.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { useQuery } from '@tanstack/react-query';
import { revokeToken, tokensQuery } from '../../api/tokens.ts';
import { CreateToken } from './create-token.tsx';
import { OwnList } from './own-list.tsx';
import { OwnSection } from './own-section.tsx';

/** The person's API tokens: made, listed, revoked. */
export function ApiTokens() {
  return (
    <OwnSection
      title="API tokens"
      words="They stand for you in scripts and in the springboard command."
      action="New token"
      loading="Loading your tokens"
      query={useQuery(tokensQuery)}
      form={(props) => <CreateToken {...props} />}
      list={(tokens) => (
        <OwnList
          items={tokens}
          empty="You have no token. Make one when a script or the command line is to act for you."
          verb="Revoke"
          takeAway={revokeToken}
          queryKey={tokensQuery.queryKey}
          done={(name) => `Token “${name}” is revoked`}
          warning="Whatever uses it is refused from now on. This cannot be taken back; a new token can be made at any time."
        >
          {(token) => (
            <>
              <p className="mt-0.5 text-xs text-ink-3">
                {token.lastUsedAt === null ? (
                  'Never used'
                ) : (
                  <>
                    Used <RelativeTime at={token.lastUsedAt} />
                  </>
                )}
                {' · '}
                {token.expiresAt === null ? (
                  'does not expire'
                ) : (
                  <>
                    expires <RelativeTime at={token.expiresAt} />
                  </>
                )}
              </p>
              <ul aria-label="May" className="mt-1.5 flex flex-wrap gap-1">
                {token.scopes.map((scope) => (
                  <li key={scope}>
                    <Badge className="font-mono font-normal">{scope}</Badge>
                  </li>
                ))}
              </ul>
            </>
          )}
        </OwnList>
      )}
    />
  );
}
