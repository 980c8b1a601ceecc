/** Marks words that must not go out: they are masked in every text of the session from then on. */
import { type FormEvent, useState } from 'react'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/Field.tsx'
import { usePanel, useSession } from './PanelContext.tsx'

export function MarkForm({
  text,
  begin,
}: {
  text: string
  /** What was selected in the text. */
  begin: string
}) {
  const { store } = usePanel()
  const marked = useSession()?.marked ?? []
  const [typed, setTyped] = useState(begin.length <= LONGEST ? begin : '')
  const passage = typed.trim()
  const why =
    passage.length < SHORTEST
      ? 'Type three letters or more.'
      : marked.includes(passage)
        ? 'This is marked already.'
        : undefined
  const mark = async (event: FormEvent) => {
    event.preventDefault()
    if (why) return
    if (await store.act([{ type: 'passage_marked', passage }])) setTyped('')
  }
  return (
    <form onSubmit={(event) => void mark(event)} className="flex flex-col gap-1">
      <div className="flex items-end gap-2">
        <div className="min-w-0 flex-1">
          <TextField
            label="Words that must not go out"
            value={typed}
            maxLength={LONGEST}
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
        {why ? 'As they are written, in every text of this session.' : standsTimes(text, passage)}
      </p>
    </form>
  )
}

const SHORTEST = 3
const LONGEST = 200

function standsTimes(text: string, passage: string): string {
  const times = text.split(passage).length - 1
  if (times === 0) return 'Not in this text; masked wherever it comes up.'
  return times === 1 ? 'Stands once in this text.' : `Stands ${times} times in this text.`
}
