/**
 * What happened, in order: each step with its time, answer and what was copied, pasted or said
 * at it and the files attached; own steps in amber with the word "Custom"; own notes at their place. What a person
 * said can be corrected or withdrawn; the record keeps that this was done. Where more than one
 * works on it, each entry names who did it. A hand-over stands there with all that was said with it,
 * so that whoever took over finds it again while they work, without a network too.
 */
import { CornerUpLeft, ExternalLink, Pencil, SquareTerminal, Undo2 } from 'lucide-react'
import { Fragment, type KeyboardEvent, useState } from 'react'
import { saidAtPickup, tellEnd, tellIntent } from '#shared/handoff/tell-handoff.ts'
import { tellHandoff } from '#shared/note/tell-handoff-entries.ts'
import { KIND_WORDS, resultOf } from '#shared/note/tell-session.ts'
import type { Handoff } from '#shared/session/handoff.ts'
import type { AttachedFile, Session, Step } from '#shared/session/session.ts'
import type { Author, Statement } from '#shared/session/statement.ts'
import { workersOf } from '#shared/session/takes-part.ts'
import { Badge } from '../Badge.tsx'
import { IconButton } from '../Button.tsx'
import { inputLook } from '../Field.tsx'
import { type FileDoor, Files } from '../files/Files.tsx'
import { clock, day } from '../time-words.ts'
import { Verbatim } from '../Verbatim.tsx'

export interface RecordProps {
  session: Session
  isReadOnly?: boolean
  /** Names who did it though only one works on it, since it is somebody else. */
  isNamed?: boolean
  onChange: (statementId: string, text: string) => void
  onWithdraw: (statementId: string) => void
  onLink: (link: { title: string; url: string }) => void
  files: FileDoor
}

export function RecordEntries(props: RecordProps) {
  const isShared = props.isNamed || workersOf(props.session).length > 1
  const entries = entriesOf(props.session)
  const days = entries.map(({ at }) => day(at))
  const isOverDays = new Set(days).size > 1
  return (
    <ol className="flex flex-col">
      {entries.map((entry, i) => (
        <Fragment key={keyOf(entry)}>
          {isOverDays && days[i] !== days[i - 1] && (
            <li className="border-l border-line py-1 pl-2.5 text-fine font-semibold text-muted">
              {days[i]}
            </li>
          )}
          <li className="flex gap-2 border-l border-line py-1 pl-2.5">
            <time
              dateTime={entry.at}
              className="w-10 shrink-0 pt-px text-fine text-faint tabular-nums"
            >
              {clock(entry.at)}
            </time>
            <div className="min-w-0 flex-1">
              {entry.kind === 'step' ? (
                <StepEntry step={entry.step} said={entry.said} {...props} />
              ) : entry.kind === 'file' ? (
                <Files files={[entry.file]} door={props.files} />
              ) : entry.kind === 'handed' ? (
                <Handed handoff={entry.handoff} />
              ) : entry.kind === 'taken' ? (
                <Taken handoff={entry.handoff} />
              ) : (
                <Said statement={entry.statement} {...props} />
              )}
              {isShared && !TELLS_WHO.has(entry.kind) && <ByWhom by={authorOf(entry)} />}
            </div>
          </li>
        </Fragment>
      ))}
    </ol>
  )
}

function StepEntry({
  step,
  said,
  onLink,
  ...props
}: RecordProps & { step: Step; said: Statement[] }) {
  return (
    <div className={step.isOnPath ? '' : 'opacity-70'}>
      <p className="flex flex-wrap items-baseline gap-x-1.5 text-small">
        {step.kind === 'custom' && <Badge tone="amber">Custom</Badge>}
        {!step.isOnPath && <Badge icon={<CornerUpLeft aria-hidden="true" />}>Went back</Badge>}
        <span className="break-words text-muted">{step.title}</span>
        <span className="font-medium break-words">{tellResult(step)}</span>
      </p>
      {step.commands.map((command) => (
        <p key={command.at} className="flex gap-1.5 text-fine text-faint">
          <SquareTerminal aria-label="Copied" className="size-3 shrink-0 translate-y-0.5" />
          <code className="min-w-0 truncate font-mono">{command.command}</code>
        </p>
      ))}
      {step.outputs.map((output) => (
        <details key={output.id} className="text-fine text-faint">
          <summary className="cursor-default hover:text-muted">
            Output, {output.text.split('\n').length} lines
          </summary>
          <Verbatim className="mt-1 max-h-48 rounded-md bg-sunken p-2 text-muted">
            {output.text}
          </Verbatim>
        </details>
      ))}
      {step.files.length > 0 && <Files files={step.files} door={props.files} />}
      {step.links.map((link) => (
        <button
          key={link.at}
          type="button"
          onClick={() => onLink(link)}
          className="flex items-center gap-1.5 text-fine text-accent-ink hover:underline"
        >
          <ExternalLink aria-hidden="true" className="size-3" /> Consulted: {link.title}
        </button>
      ))}
      {said.map((statement) => (
        <Said key={statement.id} statement={statement} onLink={onLink} {...props} />
      ))}
    </div>
  )
}

function Said({
  statement,
  isReadOnly,
  onChange,
  onWithdraw,
}: RecordProps & { statement: Statement }) {
  const [draft, setDraft] = useState<string | null>(null)
  const keep = () => {
    const text = draft?.trim() ?? ''
    if (text && text !== statement.text) onChange(statement.id, text)
    setDraft(null)
  }
  if (draft !== null) {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Enter' && !event.shiftKey) {
        event.preventDefault()
        keep()
      } else if (event.key === 'Escape') {
        event.stopPropagation()
        setDraft(null)
      }
    }
    return (
      <textarea
        // biome-ignore lint/a11y/noAutofocus: it appears because its button was pressed
        autoFocus
        aria-label="Correct this statement; Enter keeps it"
        value={draft}
        maxLength={2000}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={keep}
        className={`${inputLook} field-sizing-content py-1 text-small`}
      />
    )
  }
  return (
    <div className="group relative">
      <p className="text-small break-words">
        <span className="text-faint">{KIND_WORDS[statement.kind]}: </span>
        {statement.text}
      </p>
      {!isReadOnly && (
        <span className="absolute top-0 right-0 flex rounded-md bg-surface opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
          <IconButton
            label="Correct"
            className="size-5"
            icon={<Pencil className="size-3" />}
            onClick={() => setDraft(statement.text)}
          />
          <IconButton
            label="Withdraw"
            className="size-5"
            icon={<Undo2 className="size-3" />}
            onClick={() => onWithdraw(statement.id)}
          />
        </span>
      )}
    </div>
  )
}

function Handed({ handoff }: { handoff: Handoff }) {
  const [told] = tellHandoff(handoff)
  return (
    <>
      <p className="text-small break-words">
        <Badge tone="accent">{tellIntent(handoff)}</Badge> {handoff.reason}
      </p>
      <Details lines={told?.details ?? []} />
    </>
  )
}

function Taken({ handoff }: { handoff: Handoff }) {
  return (
    <>
      <p className="text-small font-medium break-words">{tellEnd(handoff)}</p>
      <Details lines={saidAtPickup(handoff)} />
    </>
  )
}

const Details = ({ lines }: { lines: readonly string[] }) =>
  lines.map((line) => (
    <p key={line} className="text-small break-words whitespace-pre-line text-muted">
      {line}
    </p>
  ))

/** An end that returns is told by the step it returns to. */
const tellResult = (step: Step): string =>
  step.result.kind === 'ended' && step.result.ending === 'returns' ? '' : resultOf(step)

function ByWhom({ by }: { by: Author }) {
  const name = by.kind === 'person' || by.kind === 'visitor' ? by.name : 'FlowPilot'
  return by.kind === 'program' ? null : <p className="text-fine text-faint">{name}</p>
}

function authorOf(entry: Entry): Author {
  switch (entry.kind) {
    case 'step':
      return entry.step.by
    case 'file':
      return entry.file.by
    case 'said':
      return entry.statement.by
    case 'handed':
      return entry.handoff.by
    case 'taken':
      return entry.handoff.end?.by ?? entry.handoff.by
    default:
      return entry satisfies never
  }
}

type Entry =
  | { kind: 'step'; at: string; step: Step; said: Statement[] }
  | { kind: 'said'; at: string; statement: Statement }
  | { kind: 'file'; at: string; file: AttachedFile }
  | { kind: 'handed'; at: string; handoff: Handoff }
  | { kind: 'taken'; at: string; handoff: Handoff }

/** In their own words. */
const TELLS_WHO: ReadonlySet<Entry['kind']> = new Set(['handed', 'taken'])

function keyOf(entry: Entry): string {
  switch (entry.kind) {
    case 'step':
      return entry.step.id
    case 'file':
      return entry.file.id
    case 'said':
      return entry.statement.id
    case 'handed':
    case 'taken':
      return `${entry.kind} ${entry.handoff.id}`
    default:
      return entry satisfies never
  }
}

/** Steps, and what was said or attached outside of one, by time; what a step left stands under it. */
function entriesOf({ steps, statements, files, handoffs }: Session): Entry[] {
  const bySteps = new Map<string, Statement[]>()
  const alone: Entry[] = []
  for (const statement of statements) {
    if (statement.stepId) {
      bySteps.set(statement.stepId, [...(bySteps.get(statement.stepId) ?? []), statement])
    } else alone.push({ kind: 'said', at: statement.at, statement })
  }
  const taken = steps.map(
    (step): Entry => ({ kind: 'step', at: step.at, step, said: bySteps.get(step.id) ?? [] }),
  )
  const loose = files.map((file): Entry => ({ kind: 'file', at: file.at, file }))
  const handed = handoffs.flatMap((handoff): Entry[] => [
    { kind: 'handed', at: handoff.at, handoff },
    ...(handoff.end && tellEnd(handoff)
      ? [{ kind: 'taken' as const, at: handoff.end.at, handoff }]
      : []),
  ])
  return [...taken, ...alone, ...loose, ...handed].toSorted((a, b) =>
    a.at < b.at ? -1 : a.at > b.at ? 1 : 0,
  )
}
