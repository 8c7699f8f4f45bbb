import type { Prose as ProseTree } from '@springboard/contracts/labs.ts';
import { cx } from '@springboard/ui/cx.ts';
import type { Element, Nodes, Root } from 'hast';
import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import { CircleHelp, Info, TriangleAlert } from 'lucide-react';
import { type ComponentProps, memo, type ReactNode } from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import { CodeBlock } from './code-block.tsx';

export interface ProseProps {
  readonly prose: ProseTree;
  readonly className?: string;
  /** Somebody's own words below a heading of this level: all of theirs come under it, whatever they wrote. */
  readonly below?: 2 | 3;
}

const headingsBelow = {
  2: { h1: 'h3', h2: 'h4', h3: 'h5', h4: 'h6', h5: 'h6' },
  3: { h1: 'h4', h2: 'h5', h3: 'h6', h4: 'h6', h5: 'h6' },
} as const;

/** A lab's text. The tree was compiled and sanitised on the server; nothing here is parsed as HTML. */
export const Prose = memo(function Prose({ prose, className, below }: ProseProps) {
  return (
    <div className={cx('prose', className)}>
      {
        toJsxRuntime(prose as Root, {
          Fragment,
          jsx,
          jsxs,
          passNode: true,
          components: { pre: Pre, aside: Note, table: Table, ...(below && headingsBelow[below]) },
        }) as ReactNode
      }
    </div>
  );
});

type WithNode<Tag extends 'pre' | 'aside' | 'table'> = ComponentProps<Tag> & {
  readonly node?: Element | undefined;
};

function Pre({ node, children }: WithNode<'pre'>) {
  const text = node === undefined ? '' : textOf(node);
  const target = node?.properties.dataRun;
  const language = node?.properties.dataLanguage;
  return (
    <CodeBlock
      text={text}
      node={typeof target === 'string' ? target : null}
      language={typeof language === 'string' ? language : null}
    >
      {children}
    </CodeBlock>
  );
}

const notes = {
  note: { icon: Info, label: 'Note', className: 'border-line bg-inset [&>svg]:text-ink-3' },
  warning: {
    icon: TriangleAlert,
    label: 'Warning',
    className: 'border-warn-line bg-warn-soft [&>svg]:text-warn-text',
  },
  why: {
    icon: CircleHelp,
    label: 'Why',
    className: 'border-line bg-inset [&>svg]:text-accent-text',
  },
} as const;

function Note({ className = '', children }: WithNode<'aside'>) {
  const kind = className.includes('note-warning')
    ? 'warning'
    : className.includes('note-why')
      ? 'why'
      : 'note';
  const { icon: Icon, label, className: tone } = notes[kind];
  return (
    // A note is part of the text, not a place of the page to jump to.
    <aside
      role="note"
      aria-label={label}
      className={cx('flex gap-2.5 rounded-lg border px-3 py-2.5 text-base leading-6', tone)}
    >
      <Icon aria-hidden className="mt-1 size-4 shrink-0" />
      <div className="min-w-0 flex-1 [&>*+*]:mt-2">{children}</div>
    </aside>
  );
}

function Table({ node: _, ...rest }: WithNode<'table'>) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls sideways and has to be reached by keys
    <div className="overflow-x-auto" tabIndex={0}>
      <table {...rest} />
    </div>
  );
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value;
  return 'children' in node ? node.children.map(textOf).join('') : '';
}
