import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';

/** Copies `text`; the icon turns into a tick for two seconds and a status line tells it to screen readers. */
export function CopyButton({
  text,
  label = 'Copy',
  showLabel = false,
}: {
  readonly text: string;
  readonly label?: string;
  readonly showLabel?: boolean;
}) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return;
    const timer = setTimeout(() => setState('idle'), 2000);
    return () => clearTimeout(timer);
  }, [state]);
  const copy = () => {
    copyText(text).then(
      () => setState('copied'),
      () => setState('failed'),
    );
  };
  const words = state === 'copied' ? 'Copied' : state === 'failed' ? 'Could not copy' : label;
  const icon =
    state === 'copied' ? (
      <Check aria-hidden className="size-3.5 text-good-text" />
    ) : (
      <Copy aria-hidden className="size-3.5" />
    );
  return (
    <>
      {showLabel ? (
        <Button size="sm" icon={icon} onClick={copy}>
          {words}
        </Button>
      ) : (
        <IconButton label={words} onClick={copy} className="size-6">
          {icon}
        </IconButton>
      )}
      <span role="status" className="sr-only">
        {state === 'idle' ? '' : words}
      </span>
    </>
  );
}

/** `navigator.clipboard` exists on secure origins only; on plain http the old command still works. */
async function copyText(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'sr-only';
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (!done) throw new Error('copy was refused by the browser');
}
