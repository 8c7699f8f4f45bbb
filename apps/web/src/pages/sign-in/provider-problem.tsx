import type { ProviderProblem } from '@springboard/contracts/sign-in.ts';
import { Callout } from '@springboard/ui/callout.tsx';
import { CircleAlert } from 'lucide-react';

interface Words {
  readonly title: string;
  readonly text: string;
}

const words: Readonly<Record<ProviderProblem, Words>> = {
  denied: {
    title: 'You were not let in there',
    text: 'Your company’s sign-in did not confirm who you are, or you left it. Try again, or ask whoever looks after your account there.',
  },
  refused: {
    title: 'Your company’s sign-in answered with an error',
    text: 'Nothing was changed here. If it happens again, tell an operator: the log of the API has its code.',
  },
  unavailable: {
    title: 'Your company’s sign-in does not answer',
    text: 'Springboard could not reach it. Try again in a moment; a link from an operator works meanwhile.',
  },
  'not-begun': {
    title: 'This sign-in was not finished',
    text: 'It was begun in another browser, took longer than ten minutes, or had been finished already. Begin again here.',
  },
  'not-valid': {
    title: 'The answer could not be checked',
    text: 'What your company’s sign-in said of you does not check out, so nobody was signed in. If it happens again, tell an operator.',
  },
  'no-email': {
    title: 'Your address is not verified',
    text: 'The first time, Springboard knows you by the address that your company’s sign-in has verified. It named none for you. Ask whoever looks after your account there.',
  },
  unknown: {
    title: 'You are not known here yet',
    text: 'Your company’s sign-in knows you, and Springboard has nobody with your address. Ask an operator to add you.',
  },
  left: {
    title: 'You cannot sign in any more',
    text: 'Your account here has been closed. What you did is kept. If that is a mistake, tell an operator.',
  },
  'bound-elsewhere': {
    title: 'This address belongs to another account',
    text: 'Somebody with this address signs in by another account of your company’s. If both are yours, tell an operator.',
  },
  'no-role': {
    title: 'You have no role here',
    text: 'None of your groups gives you one. Ask an operator, or whoever looks after the groups. What you did is kept.',
  },
  failed: {
    title: 'Something went wrong on the server',
    text: 'You were not signed in. Try again; if it happens again, tell an operator.',
  },
};

/** Why a sign-in by the company's provider came to nothing, and what to do. */
export function ProviderFailed({ problem }: { readonly problem: ProviderProblem }) {
  const { title, text } = words[problem];
  return (
    <Callout tone="bad" role="alert" icon={<CircleAlert aria-hidden />} title={title}>
      {text}
    </Callout>
  );
}
