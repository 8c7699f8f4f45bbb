import type { SavePointView } from '@springboard/contracts/environments.ts';

/** Which question or list is laid over the workspace. */
export type WorkspaceDialog =
  | { readonly kind: 'reset' | 'finish' | 'give-up' | 'help' | 'save-points' | 'ssh' }
  | { readonly kind: 'rewind' | 'delete-save-point'; readonly point: SavePointView };
