/** The sign of Springboard: a board that bends, and a point that leaves it. */
export function Mark({ className }: { readonly className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="7" className="fill-accent" />
      <path d="M6.5 21.5h19" stroke="#fff" strokeOpacity=".55" strokeWidth="3" strokeLinecap="round" />
      <path
        d="M6.5 21.5c5.5 0 8.5-2.5 11.5-10"
        stroke="#fff"
        strokeWidth="3"
        strokeLinecap="round"
        fill="none"
      />
      <circle cx="21.5" cy="8" r="2.6" fill="#fff" />
    </svg>
  );
}
