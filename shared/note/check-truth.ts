/**
 * Whether the text says only what the record holds: N01, N12, N17, N19.
 *
 * A sentence that stands as composed has its evidence. An edited one is not known to be
 * wrong, only not shown, so it blocks until a person posts it on purpose. A number is held
 * to more: a reader relies on it, so it has to be in some statement, output or command.
 */
import { type BareStep, bareStepsOf } from '../session/bare-steps.ts'
import type { Session } from '../session/session.ts'
import type { Statement } from '../session/statement.ts'
import type { Repair } from './finding.ts'
import type { Found, NoteToCheck } from './note-to-check.ts'
import { type TracedPart, traceText } from './trace-text.ts'
import { VALUE } from './words.ts'

export function checkTruth(
  note: NoteToCheck,
  ledger: readonly Statement[],
  known: ReadonlySet<string>,
): Found[] {
  const parts = traceText(note.text, note.composed, ledger)
  return [
    ...checkEvidence(parts, known, note.session),
    ...checkValues(parts, note.session),
    ...checkCause(note, ledger),
    ...checkDeadEnds(note, ledger),
  ]
}

function checkEvidence(
  parts: readonly TracedPart[],
  known: ReadonlySet<string>,
  session: Session,
): Found[] {
  return parts
    .filter((part) => !part.isFrame && !part.evidence.some((id) => known.has(id)))
    .map((part) => ({
      check: 'N01' as const,
      message:
        'Nothing in the record says this. Add it to the record, or post it as your own word.',
      at: { start: part.start, end: part.end },
      repair: addToRecord(session, part),
    }))
}

/** The whole sentence, since half of one says nothing; a finished record takes none any more. */
function addToRecord(session: Session, { text }: TracedPart): Repair {
  if (session.status === 'finished') return { kind: 'rewrite', label: 'Change it' }
  const said = text.replace(/^\s*-\s+/, '').trim()
  return { kind: 'record', label: 'Add to the record', text: said }
}

function checkValues(parts: readonly TracedPart[], session: Session): Found[] {
  const edited = parts.filter((part) => !part.isFrame && part.evidence.length === 0)
  if (edited.length === 0) return []
  const held = valuesOf(session)
  return edited.flatMap((part) =>
    [...part.text.matchAll(VALUE)]
      .filter((m) => !held.has(m[0].toLowerCase()))
      .map((m) => ({
        check: 'N12' as const,
        message: `“${m[0]}” is in no statement of the record.`,
        at: { start: part.start + m.index, end: part.start + m.index + m[0].length },
        repair: addToRecord(session, part),
      })),
  )
}

/** Every value that the record holds somewhere, off the path and in output too. */
function valuesOf(session: Session): Set<string> {
  const { outcome, ticket } = session
  const texts = [
    ...session.statements.map((s) => s.text),
    ...session.steps.flatMap((s) => [
      s.title,
      ...('label' in s.result ? [s.result.label] : []),
      ...('value' in s.result ? [s.result.value] : []),
      ...s.commands.map((c) => c.command),
      ...s.outputs.map((o) => o.text),
      ...s.files.map((f) => f.fileName),
    ]),
    ...Object.values(session.variables).map((v) => v.value),
    ticket?.summary ?? '',
    ticket?.number ?? '',
    String(ticket?.ref?.ticketId ?? ''),
    outcome?.cause.text ?? '',
    outcome?.verification.text ?? '',
    outcome?.told ?? '',
    outcome?.remark ?? '',
    ...(outcome?.nextSteps ?? []).flatMap((s) => [s.text, s.due ?? '']),
  ]
  return new Set(texts.flatMap((text) => text.match(VALUE) ?? []).map((v) => v.toLowerCase()))
}

/** N17: a cause is certain when a statement of the record shows it. */
function checkCause(note: NoteToCheck, ledger: readonly Statement[]): Found[] {
  const cause = note.session.outcome?.cause
  if (cause?.status !== 'confirmed') return []
  if (cause.confirmedBy.some((id) => ledger.some((s) => s.id === id))) return []
  return [
    {
      check: 'N17',
      message: 'The cause is called confirmed, but no test or observation is named that shows it.',
      about: cause.text,
      at: null,
      repair: { kind: 'open', label: 'Name the test, or call it probable', what: 'outcome' },
    },
  ]
}

/** N19: dead ends spare the next person the same walk. */
function checkDeadEnds(note: NoteToCheck, ledger: readonly Statement[]): Found[] {
  const told = [...ledger, ...bareStepsOf(note.session)]
  const deadEnds = told.filter((s) => s.kind === 'dead_end')
  if (deadEnds.length === 0) return []
  const text = fold(note.text)
  const missing = deadEnds.filter((s) => !text.includes(fold(asComposed(note, s))))
  return missing.length === 0
    ? []
    : [
        {
          check: 'N19',
          message:
            missing.length === 1
              ? `What did not help is missing: ${missing[0]?.text}`
              : `${missing.length} things that did not help are missing.`,
          about: missing.map((s) => s.text).join('\n'),
          at: null,
          repair: { kind: 'renew', label: 'Take the new version' },
        },
      ]
}

/** In the words of the composed text where it has it, since these are without its secrets. */
function asComposed({ composed }: NoteToCheck, { id, text }: Statement | BareStep): string {
  const sentences = composed.sections.flatMap((section) => section.sentences)
  const told = sentences.find(({ evidence }) => evidence.length === 1 && evidence[0] === id)
  return told?.text.replace(LEAD, '') ?? text
}

const LEAD = /^(?:\d{4}-\d\d-\d\d )?\d\d:\d\d (?:Did not help: )?/

const fold = (text: string): string =>
  text
    .replace(/[\s.]+/g, ' ')
    .trim()
    .toLowerCase()
