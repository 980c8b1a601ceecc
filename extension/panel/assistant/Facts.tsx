/**
 * What is known. First what FlowPilot has read and nobody has confirmed, each with the words it
 * was read from; only what a person confirms is told in a note.
 */
import { Check, Pencil, Plus, Undo2 } from 'lucide-react'
import { useState } from 'react'
import { KIND_WORDS } from '#shared/note/tell-session.ts'
import type { Statement, StatementSource } from '#shared/session/statement.ts'
import { Button, IconButton } from '../../ui/Button.tsx'
import { keyOf } from '../../ui/keys.ts'
import { useKeys } from '../use-keys.ts'
import { LaneComposer } from './LaneComposer.tsx'
import type { LaneActs } from './lane-acts.ts'

const SHOWN = 5

export function Facts({
  unconfirmed,
  facts,
  textOf,
  acts,
  onAdd,
}: {
  unconfirmed: readonly Statement[]
  facts: readonly Statement[]
  textOf: (statementId: string) => string | undefined
  acts: LaneActs
  onAdd: () => void
}) {
  const [isWhole, setWhole] = useState(false)
  const [first] = unconfirmed
  useKeys({ confirm: () => (first ? void acts.confirm(first.id) : false) })
  const shown = isWhole ? facts : facts.slice(0, SHOWN)
  return (
    <section
      aria-labelledby="facts-title"
      className="flex flex-col gap-2 rounded-lg border border-line bg-surface p-3"
    >
      <div className="flex items-center gap-2">
        <h2 id="facts-title" className="flex-1 text-small font-medium text-muted">
          Facts
        </h2>
        <Button
          size="small"
          look="quiet"
          icon={<Plus aria-hidden="true" className="size-3.5" />}
          keyLabel={keyOf('ownNote')}
          onClick={onAdd}
        >
          Add
        </Button>
      </div>
      {unconfirmed.length + facts.length === 0 && (
        <p className="text-small text-muted">
          Nothing is known yet. What you add or confirm here is what the note is made of.
        </p>
      )}
      {unconfirmed.length > 0 && (
        <h3 className="text-small font-medium text-amber-ink">
          Read by FlowPilot, confirmed by nobody yet: {unconfirmed.length}
        </h3>
      )}
      <ul className="flex flex-col gap-1.5 empty:hidden">
        {unconfirmed.map((statement, i) => (
          <li key={statement.id}>
            <Unconfirmed statement={statement} isFirst={i === 0} textOf={textOf} acts={acts} />
          </li>
        ))}
      </ul>
      <ul className="flex flex-col empty:hidden">
        {shown.map((statement) => (
          <li key={statement.id} className="border-t border-line py-1.5 first:border-0">
            <Known statement={statement} acts={acts} />
          </li>
        ))}
      </ul>
      {facts.length > SHOWN && (
        <Button look="quiet" size="small" className="self-start" onClick={() => setWhole(!isWhole)}>
          {isWhole ? 'Fewer' : `All ${facts.length}`}
        </Button>
      )}
    </section>
  )
}

function Unconfirmed({
  statement,
  isFirst,
  textOf,
  acts,
}: {
  statement: Statement
  isFirst: boolean
  textOf: (statementId: string) => string | undefined
  acts: LaneActs
}) {
  const [isChanging, setChanging] = useState(false)
  const { id, text, source, replaces } = statement
  const before = replaces && textOf(replaces)
  return (
    <div className="flex flex-col gap-1 rounded-md border border-amber-line bg-amber-soft p-2">
      <p className="font-medium break-words">{text}</p>
      {before && <p className="text-small break-words text-muted">Instead of: {before}</p>}
      {source && <Quote source={source} text={text} />}
      <div className="flex flex-wrap gap-1">
        <Button
          size="small"
          icon={<Check aria-hidden="true" className="size-3.5" />}
          keyLabel={isFirst ? keyOf('confirm') : undefined}
          onClick={() => void acts.confirm(id)}
        >
          Confirm<span className="sr-only"> “{text}”</span>
        </Button>
        <Button size="small" look="quiet" onClick={() => setChanging(true)}>
          Change<span className="sr-only"> “{text}”</span>
        </Button>
        <Button size="small" look="quiet" onClick={() => void acts.withdraw(id)}>
          Withdraw<span className="sr-only"> “{text}”</span>
        </Button>
      </div>
      {isChanging && <Change statement={statement} acts={acts} onDone={() => setChanging(false)} />}
    </div>
  )
}

const READ_IN: Record<StatementSource['kind'], string> = {
  technician: 'from your words',
  ticket: 'read in the ticket',
  step_result: 'read in a result',
  device: 'read in the device data',
  client: 'read in the client data',
}

/** What stands there word for word is not said twice. */
function Quote({
  source: { kind, quote, isFound },
  text,
}: {
  source: StatementSource
  text: string
}) {
  const isVerbatim = quote === text
  return (
    <p className="text-small break-words text-muted">
      {quote && !isVerbatim && <q>{clip(quote)}</q>} {READ_IN[kind]}
      {isVerbatim && ', word for word'}
      {!isFound && <span className="text-amber-ink">; these words were not found there</span>}
    </p>
  )
}

const LONGEST_QUOTE = 160
const clip = (quote: string): string =>
  quote.length > LONGEST_QUOTE ? `${quote.slice(0, LONGEST_QUOTE)}…` : quote

function Known({ statement, acts }: { statement: Statement; acts: LaneActs }) {
  const [isChanging, setChanging] = useState(false)
  const { id, no, kind, text, source } = statement
  return (
    <div className="flex items-start gap-2">
      <span className="w-6 shrink-0 pt-px text-fine text-faint tabular-nums">F{no}</span>
      <p className="min-w-0 flex-1 text-small break-words" title={source?.quote}>
        <span className="text-faint">{KIND_WORDS[kind]}: </span>
        {text}
      </p>
      <span className="flex shrink-0">
        <IconButton
          label={`Change fact ${no}`}
          className="size-6"
          icon={<Pencil className="size-3" />}
          onClick={() => setChanging(true)}
        />
        <IconButton
          label={`Withdraw fact ${no}`}
          className="size-6"
          icon={<Undo2 className="size-3" />}
          onClick={() => void acts.withdraw(id)}
        />
      </span>
      {isChanging && <Change statement={statement} acts={acts} onDone={() => setChanging(false)} />}
    </div>
  )
}

function Change({
  statement: { id, text },
  acts,
  onDone,
}: {
  statement: Statement
  acts: LaneActs
  onDone: () => void
}) {
  return (
    <LaneComposer
      field={`${id} changed`}
      title="Change this fact"
      label="Change this fact"
      submit="Keep"
      startsWith={text}
      maxLength={2000}
      onCancel={onDone}
      onSubmit={async (changed) => {
        const isKept = changed === text || (await acts.change(id, changed))
        if (isKept) onDone()
        return isKept
      }}
    />
  )
}
