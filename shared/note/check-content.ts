/** Whether the text and its record are worth reading: N11, N13 to N16, N18, N20, N21, N27. */
import { isChecklistWork } from '../session/checklist.ts'
import type { Session } from '../session/session.ts'
import type { Statement } from '../session/statement.ts'
import { addNextStep } from './add-next-step.ts'
import type { CheckId, Lacking, Repair } from './finding.ts'
import { NOTE_KINDS } from './kinds.ts'
import type { Found, NoteToCheck } from './note-to-check.ts'
import { renderPlain } from './render.ts'
import { ERROR_TEXT, SCOPE } from './words.ts'

const rewrite = (label: string): Repair => ({ kind: 'rewrite', label })
const openOutcome = (label: string): Repair => ({ kind: 'open', label, what: 'outcome' })
const whole = (check: CheckId, message: string, repair: Repair, about?: string): Found => ({
  check,
  message,
  at: null,
  repair,
  ...(about === undefined ? {} : { about }),
})
const textsOf = (of: readonly { text: string }[]): string => of.map(({ text }) => text).join('\n')

export function checkContent(note: NoteToCheck, ledger: readonly Statement[]): Found[] {
  return [
    ...checkNextSteps(note, ledger),
    ...checkVerification(note),
    ...checkRecord(note, ledger),
    ...checkLength(note),
  ]
}

function checkNextSteps({ session }: NoteToCheck, ledger: readonly Statement[]): Found[] {
  const stated = ledger.filter((s) => s.kind === 'next_step')
  const planned = session.outcome?.nextSteps ?? []
  const isOver = OVER.has(session.outcome?.outcome ?? '')
  const found: Found[] = []
  // Whoever waits has said by the next attempt what comes next; without one, nobody would look again.
  const isAwaited = session.pause?.until !== undefined
  if (!isOver && !isAwaited && stated.length + planned.length === 0) {
    const message = 'It is not resolved, and nobody is said to do anything next.'
    found.push(whole('N13', message, addNextStep(session)))
  }
  const isLoose = (step: { owner?: string | undefined; due?: string | undefined }) =>
    !step.owner || !step.due
  const loose = planned.filter(isLoose)
  const message = 'A next step has no owner or no date.'
  const label = 'Say who and by when'
  if (loose.length > 0) found.push(whole('N14', message, openOutcome(label), textsOf(loose)))
  for (const { id, text } of stated.filter(isLoose)) {
    const repair = askOf(session, { what: 'next_step', label, statementId: id })
    found.push(whole('N14', `${message} “${text}”`, repair, text))
  }
  return found
}

/** Asked beside the note; a finished record takes nothing any more. */
const askOf = (
  { status }: Session,
  ask: { what: Lacking; label: string; statementId?: string },
): Repair =>
  status === 'finished'
    ? { kind: 'tell', label: 'Open the session again to add it.' }
    : { kind: 'ask', ...ask }

const OVER: ReadonlySet<string> = new Set(['resolved', 'done', 'not_reproduced'])

function checkVerification({ session }: NoteToCheck): Found[] {
  const { outcome } = session
  if (outcome?.outcome !== 'resolved' && outcome?.outcome !== 'workaround') return []
  if (outcome.verification.by === 'nobody' || outcome.verification.text.trim() === '') {
    return [
      whole(
        'N15',
        'It is called resolved, but nothing says how that was verified.',
        openOutcome('Say how it was verified'),
        outcome.at,
      ),
    ]
  }
  return outcome.verification.by === 'technician'
    ? [
        whole(
          'N16',
          'The user was not asked whether it works.',
          openOutcome('Ask the user'),
          outcome.at,
        ),
      ]
    : []
}

function checkRecord(note: NoteToCheck, ledger: readonly Statement[]): Found[] {
  const found: Found[] = []
  const isBare = (text: string) => !/\S\s+\S/.test(text)
  const bare = ledger.filter((s) => (s.kind === 'test' || s.kind === 'action') && isBare(s.text))
  for (const { id, text } of bare) {
    const ask = { what: 'result', label: 'Add what came of it', statementId: id } as const
    found.push(whole('N11', `“${text}”, with what result?`, askOf(note.session, ask), text))
  }
  const changes = ledger.filter((s) => s.kind === 'action')
  const isAuthorised = ledger.some((s) => s.kind === 'authorisation')
  if (note.needsAuthorisation && changes.length > 0 && !isAuthorised) {
    found.push(
      whole(
        'N18',
        'Something was changed and nobody is named who agreed to it.',
        askOf(note.session, { what: 'authorisation', label: 'Record who agreed' }),
        textsOf(changes),
      ),
    )
  }
  const reported = ledger
    .filter((s) => s.kind === 'report')
    .flatMap((s) => s.text.match(ERROR_TEXT) ?? [])
  if (reported.length > 0 && !reported.some((error) => note.text.includes(error))) {
    found.push(
      whole(
        'N20',
        'The report has an error message; the text has not. It is what others will search for.',
        rewrite('Put the message in'),
        reported.join('\n'),
      ),
    )
  }
  if (!SCOPE.test(note.text) && !isChecklistWork(note.session)) {
    // Words that stand in a text of one's own come from nowhere else.
    const isOwn = note.text !== renderPlain(note.composed)
    const repair =
      isOwn || note.session.status === 'finished'
        ? rewrite('Say it in the text')
        : askOf(note.session, { what: 'scope', label: 'Add it to the record' })
    found.push(whole('N21', 'How many are affected, and since when?', repair))
  }
  return found
}

function checkLength(note: NoteToCheck): Found[] {
  // A checklist is as long as it is: whoever goes on needs every line of it.
  if (note.kind !== 'client_update' && isChecklistWork(note.session)) return []
  const target = NOTE_KINDS[note.kind].targetChars
  return note.text.length > target
    ? [
        whole(
          'N27',
          `${note.text.length} characters; ${target} is plenty for this kind.`,
          rewrite('Shorten it'),
        ),
      ]
    : []
}
