/**
 * What kept output says, in sentences, each with its line on hover. Nothing of it is in
 * the record before somebody keeps it.
 */
import { Check, ListChecks } from 'lucide-react'
import type { OutputFact } from '#shared/parse/output.ts'
import type { Session } from '#shared/session/session.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { usePanel } from '../PanelContext.tsx'
import { useKeys } from '../use-keys.ts'
import type { ReadOutput } from './use-readings.ts'

const SHOWN = 6

interface Said extends OutputFact {
  outputId: string
}

export function OutputFacts({ session, read }: { session: Session; read: readonly ReadOutput[] }) {
  const { walk } = usePanel()
  const said: Said[] = read.flatMap(({ outputId, readings }) =>
    readings.flatMap(({ facts }) => facts.map((one) => ({ ...one, outputId }))),
  )
  const kept = new Set(session.statements.map(({ source, text }) => `${source?.ref} ${text}`))
  const isKept = ({ outputId, text }: Said) => kept.has(`${outputId} ${text}`)
  const shown = said.slice(0, SHOWN)
  const open = shown.filter((one) => !isKept(one))
  const keep = async (facts: readonly Said[]) => {
    for (const { outputId } of read) {
      const own = facts.filter((one) => one.outputId === outputId)
      if (own.length > 0) await walk.keepFacts(outputId, own)
    }
  }
  useKeys({ confirm: () => (open.length > 0 ? void keep(open) : false) })
  if (said.length === 0) return null
  const tools = [...new Set(read.flatMap(({ readings }) => readings.map(({ tool }) => tool)))]
  return (
    <section
      aria-labelledby="output-facts-title"
      className="flex flex-col gap-1.5 rounded-md border border-line bg-sunken p-2"
    >
      <h3 id="output-facts-title" className="flex items-center gap-1.5 text-small text-muted">
        <ListChecks aria-hidden="true" className="size-3.5 shrink-0" />
        <span className="min-w-0 break-words">Read from {tools.join(', ')}</span>
      </h3>
      <ul className="flex flex-col">
        {shown.map((one) => (
          <li key={`${one.outputId} ${one.text}`} className="flex min-h-7 items-center gap-2">
            <span title={one.quote} className="min-w-0 flex-1 break-words">
              {one.text}
            </span>
            {isKept(one) ? (
              <span className="inline-flex shrink-0 items-center gap-1 text-small text-muted">
                <Check aria-hidden="true" className="size-3.5" />
                Kept
              </span>
            ) : (
              <IconButton
                label={`Keep: ${one.text}`}
                icon={<Check aria-hidden="true" className="size-4" />}
                onClick={() => void keep([one])}
              />
            )}
          </li>
        ))}
      </ul>
      {said.length > SHOWN && (
        <p className="text-small text-muted">
          {said.length - SHOWN} more lines say something; they stay with the output.
        </p>
      )}
      {open.length > 0 && (
        <Button size="small" keyLabel={keyOf('confirm')} onClick={() => void keep(open)}>
          Keep {open.length === 1 ? 'this' : open.length === 2 ? 'both' : `all ${open.length}`} in
          the record
        </Button>
      )}
    </section>
  )
}
