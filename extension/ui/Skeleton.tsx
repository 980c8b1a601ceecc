/** The shape of what is coming, shown only once waiting has taken 300 ms. */
export function Skeleton({ lines = 3, label }: { lines?: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="flex animate-late flex-col gap-2 py-1">
      {Array.from({ length: lines }, (_, i) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: they are all alike
          key={i}
          className={`h-3 animate-wait rounded-sm bg-hover ${i === lines - 1 ? 'w-3/5' : 'w-full'}`}
        />
      ))}
    </div>
  )
}
