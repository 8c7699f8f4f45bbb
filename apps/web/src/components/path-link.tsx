import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';

export interface PathLinkProps {
  /** Path of a page of the platform, as the server names it. */
  readonly path: string;
  readonly className?: string;
  readonly onFollow?: () => void;
  readonly children: ReactNode;
}

/** A link to a page that only the server knows the path of; it is followed without loading the document anew. */
export function PathLink({ path, className, onFollow, children }: PathLinkProps) {
  const router = useRouter();
  const follow = (event: MouseEvent) => {
    onFollow?.();
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    router.history.push(path);
  };
  return (
    <a href={path} onClick={follow} className={className}>
      {children}
    </a>
  );
}
