/**
 * The words that were marked by hand, told without saying them: how long they are, who marked
 * them and when. What this panel has marked itself it still knows, and shows.
 */
import { Undo2 } from 'lucide-react'
import { nameOf } from '#shared/session/name-of.ts'
import type { Mark } from '#shared/session/session.ts'
import { IconButton } from '../../ui/Button.tsx'
import { clock, day } from '../../ui/time-words.ts'
import { usePanel, usePanelState } from '../PanelContext.tsx'

export function MarkedWords({ marks }: { marks: readonly Mark[] }) {
  const { store } = usePanel()
  const own = usePanelState((state) => state.world?.ownMarks)
  if (marks.length === 0) return null
  return (
    <section aria-labelledby="marked-title" className="flex flex-col gap-1 text-small">
      <h3 id="marked-title" className="font-medium">
        Marked by hand
      </h3>
      <ul className="flex flex-col gap-0.5">
        {marks.map(({ id, words, at, by }) => {
          const known = typeof words === 'string' ? undefined : own?.get(words.digest)
          const told = known ? `“${known}”` : `${words.length} characters`
          const when = `${day(at)} ${clock(at)}`
          return (
            <li key={id} className="flex items-center gap-1">
              <span className="min-w-0 flex-1 break-words">
                {told}
                <span className="text-muted">
                  , marked by {nameOf(by)}, {when}
                </span>
              </span>
              <IconButton
                label={`Let ${known ? told : `the ${told} of ${when}`} stand again`}
                icon={<Undo2 className="size-3.5" />}
                onClick={() => void store.act([{ type: 'words_unmarked', markId: id }])}
              />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
