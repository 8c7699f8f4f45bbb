import type { ContentProblemView } from '@springboard/contracts/content.ts';
import { Said } from '../../components/said.tsx';

/** Errors in files of content, each at the place where it is mended. */
export function ProblemList({ problems }: { readonly problems: readonly ContentProblemView[] }) {
  return (
    <ul className="mt-1.5 flex flex-col gap-1.5 text-sm">
      {problems.map(({ file, line, column, message }) => (
        <li key={`${file}:${line}:${column} ${message}`} className="break-words text-ink-2">
          <span className="mr-1.5 font-mono text-xs break-all text-ink">
            {file}:{line}:{column}
          </span>
          <Said>{message}</Said>
        </li>
      ))}
    </ul>
  );
}
