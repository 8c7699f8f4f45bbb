/** Who a person was, and what stands in their place from now on. */
export interface Erasure {
  readonly person: { readonly id: string; readonly name: string; readonly email: string };
  readonly pseudonym: { readonly id: string; readonly name: string; readonly email: string };
}

/** What stands where a person wrote something that may tell who they are. */
export const erasedText = '[erased]';
