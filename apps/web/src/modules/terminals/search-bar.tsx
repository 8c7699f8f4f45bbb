import { IconButton } from '@springboard/ui/icon-button.tsx';
import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { type KeyboardEvent, useState } from 'react';

export interface SearchBarProps {
  readonly found: { readonly index: number; readonly count: number } | null;
  readonly onSearch: (text: string, direction: 'next' | 'previous') => void;
  readonly onClose: () => void;
}

/** Searches the terminal's screen and scrollback. Enter goes on, Shift+Enter back, Escape leaves. */
export function SearchBar({ found, onSearch, onClose }: SearchBarProps) {
  const [text, setText] = useState('');
  const key = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && text !== '') onSearch(text, event.shiftKey ? 'previous' : 'next');
    else return;
    event.preventDefault();
  };
  return (
    <search className="absolute top-2 right-4 z-10 flex items-center gap-1 rounded-md border border-line bg-raised p-1 shadow-pop">
      <input
        // biome-ignore lint/a11y/noAutofocus: the person just asked for this field by a key
        autoFocus
        aria-label="Search in the terminal"
        placeholder="Search"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          if (event.target.value !== '') onSearch(event.target.value, 'next');
        }}
        onKeyDown={key}
        className="h-7 w-44 rounded-sm bg-transparent px-2 text-sm placeholder:text-ink-3"
      />
      <span role="status" className="min-w-14 text-right text-xs text-ink-3">
        {text === '' || found === null
          ? ''
          : found.count === 0
            ? 'none'
            : `${found.index + 1} of ${found.count}`}
      </span>
      <IconButton label="Previous" keys="Shift+Enter" onClick={() => onSearch(text, 'previous')}>
        <ArrowUp aria-hidden className="size-4" />
      </IconButton>
      <IconButton label="Next" keys="Enter" onClick={() => onSearch(text, 'next')}>
        <ArrowDown aria-hidden className="size-4" />
      </IconButton>
      <IconButton label="Close the search" keys="Esc" onClick={onClose}>
        <X aria-hidden className="size-4" />
      </IconButton>
    </search>
  );
}
