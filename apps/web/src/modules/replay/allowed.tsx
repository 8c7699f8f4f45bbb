import { type ReactNode, useEffect, useState } from 'react';
import { loadedFromHere, wasmAllowed } from './wasm-allowed.ts';

/**
 * The player where this document may run it. Who came here without loading the page, over the sign-in for one, is still under the policy of the page
 * where they began: it is loaded again, once.
 */
export function Allowed({
  refused,
  children,
}: {
  readonly refused: ReactNode;
  readonly children: ReactNode;
}) {
  const [allowed] = useState(wasmAllowed);
  const again = !allowed && !loadedFromHere();
  useEffect(() => {
    if (again) window.location.reload();
  }, [again]);
  if (allowed) return children;
  return again ? null : refused;
}
