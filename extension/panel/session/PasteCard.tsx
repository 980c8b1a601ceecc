/**
 * Ctrl+V anywhere on the walk offers the clipboard's text as output of this step. What looks
 * like a secret is masked first, and shown as masked, before anything is stored, and words that
 * no detector knows can be marked. What is pasted before one has decided waits its turn. A picture
 * is offered as a file of the step (`FileIntake.tsx`).
 */
import { useEffect, useRef, useState } from 'react'
import { placesOfMasked, summariseMasked } from '#shared/redact/mask-list.ts'
import { Button } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { Verbatim } from '../../ui/Verbatim.tsx'
import { MarkForm } from '../MarkForm.tsx'
import { usePanel, useSession } from '../PanelContext.tsx'
import { isTyping, useKeys } from '../use-keys.ts'
import { useMask } from '../use-mask.ts'
import { FileIntake } from './FileIntake.tsx'

const LONGEST = 400_000
const SHOWN_LINES = 14

export function PasteCard({
  hide = asItIs,
  onKept,
  onRead,
}: {
  /** Takes out what must not even be looked at; the secrets that any text shows go besides. */
  hide?: (text: string) => string
  onKept?: () => void
  /** Where FlowPilot is not in sight: kept, and it is to read it. */
  onRead?: () => void
}) {
  const { store } = usePanel()
  const mask = useMask()
  const marks = useSession()?.marks
  const [pasted, setPasted] = useState<readonly Paste[]>([])
  const made = useRef(0)
  const hiding = useRef(hide)
  hiding.current = hide

  useEffect(() => {
    const hear = (event: ClipboardEvent) => {
      if (isTyping(event.target)) return
      const text = event.clipboardData?.getData('text/plain').trimEnd() ?? ''
      if (text.trim() === '') return
      event.preventDefault()
      if (text.length > LONGEST) {
        store.tell(
          `This output has ${text.length.toLocaleString()} characters; ${LONGEST.toLocaleString()} can be kept. Copy the part that matters.`,
        )
        return
      }
      made.current += 1
      const id = made.current
      void mask(hiding.current(text)).then((clean) =>
        // Pressed twice it is one output.
        setPasted((before) =>
          before.at(-1)?.text === clean.text ? before : [...before, { id, text: clean.text }],
        ),
      )
    }
    document.addEventListener('paste', hear)
    return () => document.removeEventListener('paste', hear)
  }, [store, mask])

  // What was marked since it was pasted goes, too.
  useEffect(() => {
    for (const { id, text } of marks ? pasted : []) {
      void mask(text).then((clean) => {
        if (clean.text === text) return
        setPasted((now) => now.map((one) => (one.id === id ? { id, text: clean.text } : one)))
      })
    }
  }, [pasted, marks, mask])
  const [first] = pasted

  return (
    <>
      <FileIntake />
      {first && (
        <Pasted
          key={first.id}
          {...{ pasted: first.text, waiting: pasted.length - 1 }}
          // What leads away from here takes only the last one along.
          {...(pasted.length === 1 ? { onKept, onRead } : {})}
          onDone={() => setPasted((now) => now.filter(({ id }) => id !== first.id))}
        />
      )}
    </>
  )
}

interface Paste {
  id: number
  text: string
}

const asItIs = (text: string) => text

function Pasted({
  pasted,
  waiting,
  onKept,
  onRead,
  onDone,
}: {
  pasted: string
  /** How many were pasted after it. */
  waiting: number
  onKept?: (() => void) | undefined
  onRead?: (() => void) | undefined
  onDone: () => void
}) {
  const { walk } = usePanel()
  const [isMarking, setMarking] = useState(false)
  const places = placesOfMasked(pasted)
  const keep = (then: (() => void) | undefined) => {
    void walk.keepOutput(pasted).then((isKept) => isKept && then?.())
    onDone()
  }
  const read = onRead && (() => keep(onRead))
  useKeys(
    { next: () => keep(onKept), explain: read ?? (() => false), close: onDone },
    { isFirst: true },
  )
  const lines = pasted.split('\n')
  return (
    <section
      aria-label="Pasted output"
      className="flex animate-appear flex-col gap-2 rounded-lg border border-accent-ink/50 bg-surface p-2.5 shadow-float"
    >
      <p className="flex flex-wrap justify-between gap-x-2 font-medium">
        Keep this as output of the step?
        {waiting > 0 && (
          <span className="text-small font-normal text-muted">{waiting} more after it</span>
        )}
      </p>
      <Verbatim className="max-h-56 rounded-md bg-sunken p-2 text-fine">
        {lines.slice(0, SHOWN_LINES).join('\n')}
        {lines.length > SHOWN_LINES && `\n… ${lines.length - SHOWN_LINES} more lines`}
      </Verbatim>
      {places.length > 0 && (
        <div className="rounded-md bg-amber-soft px-2 py-1.5 text-small text-amber-ink">
          <p className="font-medium">Masked before storing: {summariseMasked(places)}</p>
          <ul className="ml-4 list-disc">
            {places.slice(0, 8).map(({ placeholder, line }, n) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a place is where it stands
              <li key={n}>
                {placeholder}, line {line}
              </li>
            ))}
          </ul>
        </div>
      )}
      {isMarking && <MarkForm text={pasted} begin={getSelection()?.toString().trim() ?? ''} />}
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" size="small" keyLabel="Esc" onClick={onDone}>
          Discard
        </Button>
        {!isMarking && (
          <Button look="quiet" size="small" onClick={() => setMarking(true)}>
            Mask words
          </Button>
        )}
        {read && (
          <Button size="small" keyLabel={keyOf('explain')} onClick={read}>
            Let FlowPilot read it
          </Button>
        )}
        <Button look="primary" size="small" keyLabel={keyOf('next')} onClick={() => keep(onKept)}>
          Keep with this step
        </Button>
      </div>
    </section>
  )
}
