import { Button as BaseButton } from '@base-ui/react/button';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx.ts';
import { Spinner } from './spinner.tsx';

export type ButtonVariant = 'primary' | 'secondary' | 'ghost' | 'danger';
export type ButtonSize = 'sm' | 'md' | 'lg';

const variants: Record<ButtonVariant, string> = {
  primary: 'bg-accent text-white hover:bg-accent-hover shadow-xs',
  secondary: 'bg-surface text-ink border border-line-strong hover:bg-hover active:bg-press shadow-xs',
  ghost: 'text-ink-2 hover:bg-hover hover:text-ink active:bg-press',
  danger: 'bg-bad-fill text-white hover:bg-bad-hover shadow-xs',
};
const sizes: Record<ButtonSize, string> = {
  sm: 'h-7 px-2 gap-1.5 text-xs',
  md: 'h-8 px-3 gap-2 text-sm',
  lg: 'h-9 px-4 gap-2 text-base',
};

/** The classes of a button, for links that look like one. */
export function buttonClass(variant: ButtonVariant = 'secondary', size: ButtonSize = 'md'): string {
  return cx(
    'inline-flex shrink-0 select-none items-center justify-center rounded-md font-medium whitespace-nowrap transition-colors duration-100',
    'disabled:opacity-50 aria-disabled:opacity-50 aria-disabled:pointer-events-none disabled:pointer-events-none',
    variants[variant],
    sizes[size],
  );
}

export interface ButtonProps extends Omit<ComponentProps<'button'>, 'className'> {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
  readonly icon?: ReactNode;
  /** Shows a spinner in place of the icon and takes no clicks; the button keeps its width and its focus. */
  readonly busy?: boolean;
  readonly className?: string;
}

/** A push button. `busy` keeps focus where it is, so that keyboard users are not thrown to the top of the page. */
export function Button({
  variant,
  size,
  icon,
  busy = false,
  disabled,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <BaseButton
      {...rest}
      disabled={busy || disabled}
      focusableWhenDisabled={busy}
      aria-busy={busy || undefined}
      className={cx(buttonClass(variant, size), className)}
    >
      {busy ? <Spinner /> : icon}
      {children}
    </BaseButton>
  );
}
