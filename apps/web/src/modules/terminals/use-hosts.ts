import { useCallback, useState } from 'react';

/**
 * An element per terminal that its pane is drawn in, wherever that element lies. Moving a terminal within the page would else mount it
 * anew, which costs its connection and most of its scrollback.
 */
export function useHosts(): (key: string) => HTMLElement {
  const [hosts] = useState(() => new Map<string, HTMLElement>());
  return useCallback(
    (key) => {
      const host = hosts.get(key) ?? document.createElement('div');
      hosts.set(key, host);
      return host;
    },
    [hosts],
  );
}
