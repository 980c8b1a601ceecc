/**
 * What does not go out: each thing that is masked in this text, with its kind and where it stood,
 * and words that a person marks so that they stand in no text of this session.
 */
import { Undo2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { placesOfMasked, summariseMasked } from '#shared/redact/mask-list.ts'
import type { Session } from '#shared/session/session.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { TextField } from '../../ui/Field.tsx'
import { Fold } from '../../ui/Fold.tsx'
import { usePanel } from '../PanelContext.tsx'

export function Masked({ text, session }: { text: string; session: Session }) {
  const [isOpen, setOpen] = useState(false)
  const [selected, setSelected] = useState('')
  const places = placesOfMasked(text)
  return (
    <Fold
      title="What does not go out"
      aside={places.length > 0 ? `${places.length} masked` : 'nothing masked'}
      isOpen={isOpen}
      onOpenChange={(next) => {
        setSelected(getSelection()?.toString().trim() ?? '')
        setOpen(next)
      }}
    >
      <div className="flex flex-col gap-3">
        {places.length > 0 && <p className="text-small font-medium">{summariseMasked(places)}</p>}
        {places.length > 0 && (
          <ul aria-label="Masked in this text" className="flex flex-col gap-1 text-small">
            {places.map(({ placeholder, line, around }, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a place is where it stands
              <li key={n} className="flex gap-2">
                <span className="shrink-0 text-fine text-faint tabular-nums">line {line}</span>
                <span className="min-w-0 break-words">
                  <Around around={around} placeholder={placeholder} />
                </span>
              </li>
            ))}
          </ul>
        )}
        <Marked session={session} />
        <MarkForm key={selected} text={text} begin={selected} marked={session.marked} />
      </div>
    </Fold>
  )
}

function Around({ around, placeholder }: { around: string; placeholder: string }) {
  const at = around.indexOf(placeholder)
  return (
    <>
      <span className="text-muted">{around.slice(0, at)}</span>
      {placeholder}
      <span className="text-muted">{around.slice(at + placeholder.length)}</span>
    </>
  )
}

/** Seen by whoever works in the session; nothing of it is in a text. */
function Marked({ session: { marked } }: { session: Session }) {
  const { store } = usePanel()
  if (marked.length === 0) return null
  return (
    <section aria-labelledby="marked-title" className="flex flex-col gap-1 text-small">
      <h3 id="marked-title" className="font-medium">
        Marked by hand
      </h3>
      <ul>
        {marked.map((passage) => (
          <li key={passage} className="flex items-center gap-1">
            <span className="min-w-0 flex-1 break-words">{passage}</span>
            <IconButton
              label={`Let “${passage}” stand again`}
              icon={<Undo2 className="size-3.5" />}
              onClick={() => void store.act([{ type: 'passage_unmarked', passage }])}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

function MarkForm({
  text,
  begin,
  marked,
}: {
  text: string
  /** What was selected in the text. */
  begin: string
  marked: readonly string[]
}) {
  const { store } = usePanel()
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
