/**
 * What does not go out: each thing that is masked in this text, with its kind and where it stood,
 * and words that a person marks so that they stand in no text of this session.
 */
import { useState } from 'react'
import { placesOfMasked, summariseMasked } from '#shared/redact/mask-list.ts'
import type { Session } from '#shared/session/session.ts'
import { Fold } from '../../ui/Fold.tsx'
import { MarkForm } from '../MarkForm.tsx'
import { MarkedWords } from './MarkedWords.tsx'

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
        <MarkedWords marks={session.marks} />
        <MarkForm key={selected} text={text} begin={selected} />
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
