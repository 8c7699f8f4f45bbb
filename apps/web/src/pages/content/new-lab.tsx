import { Button } from '@springboard/ui/button.tsx';
import { Dialog } from '@springboard/ui/dialog.tsx';
import { Field } from '@springboard/ui/field.tsx';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { type ApiError, asApiError } from '../../api/client.ts';
import { newSource } from '../../api/lab-source.ts';
import { notifyFailure } from '../../components/notify-failure.tsx';
import { keepDraft, keptDraft } from '../../modules/editor/use-lab-draft.ts';

const isOfEnvironment = ({ fields }: ApiError) => fields.some(({ path }) => path === 'environment');

/** Begins a lab that is whole already; it is in this browser until it is published. */
export function NewLab({ personId }: { readonly personId: string }) {
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const [lab, setLab] = useState('');
  const [environment, setEnvironment] = useState('linux-single');
  const make = useMutation({
    mutationFn: async () => {
      // One that was begun and not published yet is gone on with.
      if (await keptDraft(personId, lab)) return;
      const source = await newSource({ lab, environment });
      await keepDraft(personId, lab, {
        base: { ...source, files: [] },
        files: source.files,
        savedAt: Date.now(),
      });
    },
    onSuccess: async () => {
      const [group = '', name = ''] = lab.split('/');
      await navigate({ to: '/edit/$group/$name', params: { group, name } });
    },
    onError: (thrown) => {
      if (!isOfEnvironment(asApiError(thrown))) notifyFailure(thrown);
    },
  });
  const failure = make.error && asApiError(make.error);
  const refused =
    failure && isOfEnvironment(failure)
      ? [failure.message, failure.remedy].filter(Boolean).join(' ')
      : undefined;
  const named = /^[a-z0-9][a-z0-9-]*\/[a-z0-9][a-z0-9-]*$/.test(lab);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (named) make.mutate();
  };
  return (
    <>
      <Button icon={<Plus aria-hidden className="size-4" />} onClick={() => setOpen(true)}>
        New lab
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="A new lab">
        <form onSubmit={submit} className="flex flex-col gap-2">
          <Field
            label="Name"
            hint="Group and name, such as ceph/replace-failed-osd"
            error={
              lab === '' || named || /^[a-z0-9-]+\/?$/.test(lab)
                ? undefined
                : 'A group, a slash and a name in lower-case letters, digits and hyphens'
            }
          >
            {(field) => (
              <input
                {...field}
                value={lab}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setLab(event.target.value)}
              />
            )}
          </Field>
          <Field
            label="Environment"
            hint="A topology, such as linux-single, ceph-cluster or network-lab"
            error={refused}
          >
            {(field) => (
              <input
                {...field}
                value={environment}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => {
                  make.reset();
                  setEnvironment(event.target.value);
                }}
              />
            )}
          </Field>
          <div className="flex justify-end">
            <Button type="submit" variant="primary" busy={make.isPending} disabled={!named}>
              Begin
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
