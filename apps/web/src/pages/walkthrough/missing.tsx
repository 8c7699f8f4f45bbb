import { Callout } from '@springboard/ui/callout.tsx';
import { ListTodo } from 'lucide-react';

/** What has to be done before it can be published, as the server found it when it was saved last. */
export function Missing({ missing }: { readonly missing: readonly string[] }) {
  if (missing.length === 0) return null;
  return (
    <Callout icon={<ListTodo aria-hidden />} title="Before others can see it" className="mt-5 max-w-2xl">
      <ul className="mt-1 list-disc pl-4">
        {missing.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </Callout>
  );
}
