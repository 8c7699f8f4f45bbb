import type { WalkthroughView } from '@springboard/contracts/walkthroughs.ts';
import { Button } from '@springboard/ui/button.tsx';
import { cx } from '@springboard/ui/cx.ts';
import { notify } from '@springboard/ui/notices.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Star } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { rateWalkthrough, walkthroughQuery } from '../../api/walkthroughs.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';

const words = ['not helpful', 'a little helpful', 'helpful', 'very helpful', 'exactly what I needed'];

/** Says how helpful it was, or changes what one said. */
export function RateForm({ view }: { readonly view: WalkthroughView }) {
  const client = useQueryClient();
  const id = useId();
  const [stars, setStars] = useState(view.myRating?.stars ?? 0);
  const [text, setText] = useState(view.myRating?.text ?? '');
  const rate = useMutation({
    mutationFn: () => rateWalkthrough(view.id, { stars, text }),
    onSuccess: (next) => {
      client.setQueryData(walkthroughQuery(view.id, false).queryKey, next);
      notify({ tone: 'good', title: 'Thank you', detail: 'The author reads it without your name.' });
    },
    onError: notifyFailure,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rate.mutate();
  };
  return (
    <form onSubmit={submit} className="rounded-lg border border-line bg-surface px-5 py-4">
      <fieldset>
        <legend className="text-sm font-semibold">How helpful was it?</legend>
        <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-1">
          <div className="flex">
            {words.map((word, index) => (
              <label
                key={word}
                className="relative cursor-pointer rounded-sm p-0.5 has-focus-visible:outline-2 has-focus-visible:outline-focus"
              >
                <input
                  type="radio"
                  name={id}
                  value={index + 1}
                  checked={stars === index + 1}
                  onChange={() => setStars(index + 1)}
                  className="absolute inset-0 cursor-pointer opacity-0"
                />
                <Star
                  aria-hidden
                  className={cx('size-6', index < stars ? 'fill-current text-warn-text' : 'text-ink-3')}
                />
                <span className="sr-only">
                  {index + 1} of 5, {word}
                </span>
              </label>
            ))}
          </div>
          <p aria-hidden className="text-sm text-ink-2">
            {words[stars - 1] ?? ''}
          </p>
        </div>
      </fieldset>
      <label htmlFor={`${id}-text`} className="mt-3 block text-xs text-ink-2">
        A sentence for the author, if you like; they read it without your name
      </label>
      <div className="mt-1 flex flex-wrap gap-2">
        <input
          id={`${id}-text`}
          value={text}
          maxLength={500}
          onChange={(event) => setText(event.target.value)}
          className="h-8 min-w-0 flex-1 basis-56 rounded-md border border-control bg-surface px-2.5 text-sm text-ink"
        />
        <Button type="submit" busy={rate.isPending} disabled={stars === 0}>
          {view.myRating === null ? 'Rate it' : 'Change it'}
        </Button>
      </div>
    </form>
  );
}
