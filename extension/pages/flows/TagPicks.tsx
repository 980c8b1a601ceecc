/** The tags of the flows that are shown, to narrow them down: with two, a flow carries both. */
import { Check, Tag } from 'lucide-react'
import type { FlowSummary } from '#shared/flow/contract.ts'
import { countTags } from '#shared/flow/pick-flows.ts'

const MOST_SHOWN = 24

export function TagPicks({
  flows,
  picked,
  onPick,
}: {
  /** Those that are shown as it is picked now: a further tag never leaves none. */
  flows: readonly Pick<FlowSummary, 'tags'>[]
  picked: ReadonlySet<string>
  onPick: (picked: ReadonlySet<string>) => void
}) {
  const counts = countTags(flows)
  const further = [...counts.keys()].filter((tag) => !picked.has(tag))
  const shown = [...picked, ...further].slice(0, Math.max(MOST_SHOWN, picked.size))
  if (shown.length === 0) return null
  const turn = (tag: string) => {
    const next = new Set(picked)
    if (!next.delete(tag)) next.add(tag)
    onPick(next)
  }
  return (
    <fieldset className="flex flex-wrap gap-1.5">
      <legend className="sr-only">Tags</legend>
      {shown.map((tag) => (
        <button
          type="button"
          key={tag}
          aria-pressed={picked.has(tag)}
          onClick={() => turn(tag)}
          className={`inline-flex h-7 items-center gap-1.5 rounded-md border px-2 text-small ${
            picked.has(tag)
              ? 'border-accent-ink bg-accent-soft font-medium text-accent-ink'
              : 'border-line bg-raised text-ink hover:border-line-strong hover:bg-hover'
          }`}
        >
          {picked.has(tag) ? (
            <Check aria-hidden className="size-3.5" />
          ) : (
            <Tag aria-hidden className="size-3.5" />
          )}
          {tag} ({counts.get(tag) ?? 0})
        </button>
      ))}
    </fieldset>
  )
}
