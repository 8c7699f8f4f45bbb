import type { AttemptView } from '@springboard/contracts/attempts.ts';
import type { SshAddressView } from '@springboard/contracts/ssh.ts';
import { Callout } from '@springboard/ui/callout.tsx';
import { CopyButton } from '@springboard/ui/copy-button.tsx';
import { Dialog } from '@springboard/ui/dialog.tsx';
import { Loading, Skeleton } from '@springboard/ui/skeleton.tsx';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { sshAddressQuery, sshKeysQuery } from '../../api/ssh.ts';
import { RequestError } from '../../components/request-error.tsx';
import { sshCommand, sshConfig } from './commands.ts';

export interface SshDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly attempt: AttemptView;
}

/** How one's own SSH client gets to the nodes of this attempt. */
export function SshDialog({ attempt, ...rest }: SshDialogProps) {
  return (
    <Dialog {...rest} title="Your own SSH client">
      <Ways attempt={attempt} />
    </Dialog>
  );
}

/** What the dialogue shows. */
export function Ways({ attempt }: Pick<SshDialogProps, 'attempt'>) {
  const address = useQuery(sshAddressQuery);
  if (address.isError && address.data === undefined)
    return <RequestError error={address.error} onRetry={() => void address.refetch()} />;
  if (address.data === undefined) {
    return (
      <Loading label="Loading the address">
        <Skeleton className="h-32 w-full" />
      </Loading>
    );
  }
  if (address.data === null)
    return <p className="text-sm text-ink-2">The operator of this installation has turned this off.</p>;
  return <Address address={address.data} attempt={attempt} />;
}

function Address({
  address,
  attempt,
}: {
  readonly address: NonNullable<SshAddressView>;
  readonly attempt: AttemptView;
}) {
  const keys = useQuery(sshKeysQuery);
  const nodes = (attempt.environment?.nodes ?? []).filter(({ terminal }) => terminal).map(({ name }) => name);
  return (
    <div className="flex flex-col gap-4 text-sm">
      {keys.data?.length === 0 ? (
        <Callout tone="warn" title="You have no key registered">
          Only your keys let you in. <SettingsLink>Add the public key of your computer</SettingsLink> first.
        </Callout>
      ) : null}
      <Part title={nodes.length === 1 ? 'Log in' : 'Log in to a node'}>
        {nodes.map((node, at) => (
          <Copied
            key={node}
            label={`Copy the command for ${node}`}
            text={sshCommand(address, attempt.id, at === 0 ? undefined : node)}
          />
        ))}
      </Part>
      {address.hostKey === null ? null : (
        <Part title="At the first time it shows this fingerprint; compare it">
          <Copied label="Copy the fingerprint" text={address.hostKey.fingerprint} />
        </Part>
      )}
      <Part title="For scp, VS Code and others: lines for ~/.ssh/config">
        <Copied label="Copy the lines" text={sshConfig(address, attempt.id, nodes)} />
      </Part>
      <p className="text-xs text-pretty text-ink-3">
        What shells print is recorded here as in the page, and which files are moved is written down. Keys are
        kept in the <SettingsLink>settings</SettingsLink>.
      </p>
    </div>
  );
}

function SettingsLink({ children }: { readonly children: ReactNode }) {
  return (
    <Link to="/settings" target="_blank" className="rounded-sm text-accent-text hover:underline">
      {children}
    </Link>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="flex flex-col gap-1.5">
      <h3 className="text-xs font-medium text-ink-3">{title}</h3>
      {children}
    </section>
  );
}

function Copied({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <div className="flex items-start gap-2 rounded-md border border-line bg-inset py-1.5 pr-1.5 pl-3">
      <code className="min-w-0 flex-1 font-mono text-xs leading-5 break-all whitespace-pre-wrap select-all">
        {text}
      </code>
      <CopyButton text={text} label={label} />
    </div>
  );
}
