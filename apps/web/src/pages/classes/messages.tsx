import { longestClassMessage } from '@springboard/contracts/class-messages.ts';
import type { ClassView } from '@springboard/contracts/classes.ts';
import { Button } from '@springboard/ui/button.tsx';
import { Card } from '@springboard/ui/card.tsx';
import { Field } from '@springboard/ui/field.tsx';
import { notify } from '@springboard/ui/notices.tsx';
import { RelativeTime } from '@springboard/ui/relative-time.tsx';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { classQuery, sayToClass } from '../../api/classes.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { Section } from '../../components/section.tsx';

/** What was said to all, and while it is not over the field to say more. */
export function Messages({ of }: { readonly of: ClassView }) {
  const { messages, state } = of;
  if (state === 'ended' && messages.length === 0) return null;
  return (
    <Section title="Messages to all" count={messages.length}>
      <Card className="p-4">
        {state === 'ended' ? null : <MessageForm of={of} />}
        {messages.length === 0 ? null : (
          <ul className="flex flex-col gap-3 [form+&]:mt-4 [form+&]:border-t [form+&]:border-line [form+&]:pt-4">
            {messages.map(({ id, text, by, at }) => (
              <li key={id} className="text-sm">
                <p className="break-words whitespace-pre-line">{text}</p>
                <p className="text-xs text-ink-3">
                  {by ?? 'somebody who left'}, <RelativeTime at={at} />
                </p>
              </li>
            ))}
          </ul>
        )}
      </Card>
    </Section>
  );
}

function MessageForm({ of: { id, state } }: { readonly of: ClassView }) {
  const client = useQueryClient();
  const [text, setText] = useState('');
  const send = useMutation({
    mutationFn: () => sayToClass(id, text.trim()),
    onSuccess: async () => {
      setText('');
      notify({ tone: 'good', title: 'Everybody in the class is told' });
      await client.invalidateQueries({ queryKey: classQuery(id).queryKey });
    },
    // What was written stays in the field.
    onError: notifyFailure,
  });
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <form onSubmit={onSubmit} className="flex flex-col">
      <Field
        label="Say something to all"
        hint={
          state === 'open'
            ? 'It stands over everybody’s terminals until they dismiss it, and in their notices.'
            : 'It stands in everybody’s notices.'
        }
      >
        {({ className, ...props }) => (
          <textarea
            {...props}
            required
            rows={2}
            maxLength={longestClassMessage}
            value={text}
            onChange={(event) => setText(event.target.value)}
            className={className.replace('h-8', 'min-h-14 py-1.5')}
          />
        )}
      </Field>
      <div className="mt-1 flex justify-end">
        <Button
          type="submit"
          icon={<Send aria-hidden className="size-4" />}
          busy={send.isPending}
          disabled={text.trim() === ''}
        >
          Send to all
        </Button>
      </div>
    </form>
  );
}
