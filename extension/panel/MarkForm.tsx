/**
 * Marks words that must not go out: they are masked in every text of the session from then on.
 * The words themselves leave this form for nothing but the memory of the panel.
 */
import { type FormEvent, useRef, useState } from 'react'
import { LONGEST_HIDDEN, SHORTEST_HIDDEN } from '#shared/redact/hidden-words.ts'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { hideMarked } from './mask.ts'
import { usePanel, usePanelState } from './PanelContext.tsx'
import type { World } from './world.ts'

export function MarkForm({
  text,
  begin,
}: {
  text: string
  /** What was selected in the text. */
  begin: string
}) {
  const { store } = usePanel()
  const world = usePanelState((state) => state.world)
  const [typed, setTyped] = useState(begin.length <= LONGEST_HIDDEN ? begin : '')
  /** What was found to be marked already. */
  const [marked, setMarked] = useState<string>()
  const marking = useRef(false)
  const words = typed.trim()
  const isMarked = words === marked
  const why =
    words.length < SHORTEST_HIDDEN
      ? 'Type three letters or more.'
      : isMarked
        ? 'This is marked already.'
        : undefined
  const mark = async (event: FormEvent) => {
    event.preventDefault()
    if (why || !world || marking.current) return
    marking.current = true
    await markOnce(world).finally(() => {
      marking.current = false
    })
  }
  const markOnce = async ({ newId, ownMarks }: World) => {
    // As it is now: it may have been marked since this was drawn.
    const session = store.getState().session?.getState().session ?? null
    const hidden = await hideMarked(words, newId(), session)
    if (hidden === 'already') return setMarked(words)
    if (!(await store.act([{ type: 'words_marked', words: hidden }]))) return
    ownMarks.set(hidden.digest, words)
    // What was typed meanwhile stays.
    setTyped((now) => (now.trim() === words ? '' : now))
  }
  return (
    <form onSubmit={(event) => void mark(event)} className="flex flex-col gap-1">
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <TextField
            label="Words that must not go out"
            value={typed}
            maxLength={LONGEST_HIDDEN}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <Button type="submit" why={why}>
          Mask
        </Button>
      </div>
      <p role="status" className="text-small text-muted">
        {isMarked
          ? why
          : why
            ? 'As they are written, in every text of this session.'
            : standsTimes(text, words)}
      </p>
      <p className="text-fine text-faint">
        What was recorded before keeps them. From now on they go nowhere.
      </p>
    </form>
  )
}

function standsTimes(text: string, words: string): string {
  const times = text.split(words).length - 1
  if (times === 0) return 'Not in this text; masked wherever it comes up.'
  return times === 1 ? 'Stands once in this text.' : `Stands ${times} times in this text.`
}
