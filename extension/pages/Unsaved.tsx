/** What is written on a page and kept in this browser alone: each leads back to where one was. */
import { Badge } from '../ui/Badge.tsx'

export interface UnsavedThing {
  id: string
  /** As far as it is written. */
  name: string
  /** Of something that was saved once. */
  isChange: boolean
}

export const UNSAVED_WORDS = { new: 'Not saved yet', changed: 'Changes not saved' } as const

/** In a form of its own (`onOpen`), or at an address of the page. */
export function Unsaved({
  things,
  onOpen,
}: {
  things: readonly UnsavedThing[]
  onOpen?: (id: string) => void
}) {
  if (things.length === 0) return null
  return (
    <ul
      aria-label="Not saved yet"
      className="divide-y divide-line rounded-md border border-amber-line bg-surface"
    >
      {things.map(({ id, ...thing }) => (
        <li key={id}>
          {onOpen ? (
            <button type="button" onClick={() => onOpen(id)} className={`${ROW} w-full text-left`}>
              <Line {...thing} />
            </button>
          ) : (
            <a href={`#${id}`} className={ROW}>
              <Line {...thing} />
            </a>
          )}
        </li>
      ))}
    </ul>
  )
}

const ROW = 'flex items-center gap-2 px-3 py-2.5 hover:bg-hover'

const Line = ({ name, isChange }: Omit<UnsavedThing, 'id'>) => (
  <>
    <span className="min-w-0 flex-1 truncate font-medium">{name || 'Without a name yet'}</span>
    <Badge tone="amber">{UNSAVED_WORDS[isChange ? 'changed' : 'new']}</Badge>
  </>
)
