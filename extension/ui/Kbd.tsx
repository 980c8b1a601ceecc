/** A key as it is printed on the keyboard. The words beside it say what it does. */
export function Kbd({ children, isOnAccent }: { children: string; isOnAccent?: boolean }) {
  return (
    <span
      aria-hidden="true"
      className={`inline-flex h-4.5 min-w-4.5 shrink-0 items-center justify-center rounded-sm border px-1 font-sans text-fine ${
        isOnAccent ? 'border-on-accent/40 text-on-accent' : 'border-line bg-surface text-muted'
      }`}
    >
      {children}
    </span>
  )
}
