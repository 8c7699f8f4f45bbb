import type { DepartedPerson } from '@springboard/contracts/leaving.ts';
import type { MembershipView, PersonView, TeamView } from '@springboard/contracts/people.ts';

/** Which dialogue of the page is open, and about whom. */
export type PeopleDialog =
  | { readonly kind: 'add-person' }
  | { readonly kind: 'change-person'; readonly person: PersonView }
  | { readonly kind: 'membership'; readonly person: PersonView; readonly membership: MembershipView | null }
  | { readonly kind: 'link'; readonly person: PersonView }
  | { readonly kind: 'sign-out'; readonly person: PersonView }
  | { readonly kind: 'end-access'; readonly person: PersonView }
  | { readonly kind: 'erase'; readonly person: DepartedPerson }
  | { readonly kind: 'team'; readonly team: TeamView | null };
