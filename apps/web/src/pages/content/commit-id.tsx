import { Tooltip } from '@springboard/ui/tooltip.tsx';

/** The first digits of a commit's id, with all of them in the tooltip. */
export function CommitId({ commit }: { readonly commit: string }) {
  return (
    <Tooltip label={commit}>
      <code className="rounded-sm bg-inset px-1 font-mono text-xs">{commit.slice(0, 8)}</code>
    </Tooltip>
  );
}
