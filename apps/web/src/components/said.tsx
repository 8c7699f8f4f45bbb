import { Fragment } from 'react';

/** A sentence of the server in which `back-ticks` mark what is typed. */
export function Said({ children }: { readonly children: string }) {
  return children.split('`').map((part, index) => {
    const key = `${index} ${part}`;
    if (index % 2 === 0) return <Fragment key={key}>{part}</Fragment>;
    return (
      <code key={key} className="rounded-sm bg-inset px-1 font-mono text-[0.92em]">
        {part}
      </code>
    );
  });
}
