/**
 * Whether the words a proposed fact rests on really stand where it says they do.
 *
 * Each kind of source has its own texts: what persons said, the ticket, what steps and checks
 * gave, the client's profile. Words of the model's own (the title of its check, its question)
 * are in none of them, so that it cannot quote itself. Case and white space make no difference;
 * anything else does, and a quote of a letter or two proves nothing unless it is the whole text.
 */
import type { Evidence } from '../session/lane-event.ts'
import { activeStatements } from '../session/ledger.ts'
import type { Session, Step } from '../session/session.ts'
import { normaliseText } from '../text/normalise.ts'
import { noteEvidence } from './label-record.ts'
import type { TurnResult } from './turn-result.ts'

export type SourceKind = TurnResult['facts'][number]['source']

export interface TicketText {
  summary: string
  notes: readonly { id: string; text: string }[]
}

interface Passage {
  /** None where the text has no id of its own. */
  id?: Evidence
  text: string
}

export interface QuotableTexts {
  /** The passage that holds the quote; one of those that are cited rather than another. */
  find: (kind: SourceKind, quote: string, cited: readonly Evidence[]) => Passage | undefined
  /** The first cited passage of this kind, whatever it holds. */
  cited: (kind: SourceKind, cited: readonly Evidence[]) => Evidence | undefined
}

export function quotableTexts(
  session: Session,
  ticket: TicketText,
  profile: string,
): QuotableTexts {
  const texts: Record<SourceKind, readonly Passage[]> = {
    technician: spokenIn(session),
    ticket: [
      ...ticket.notes.map(({ id, text }) => ({ id: noteEvidence(id), text })),
      { text: ticket.summary },
      { text: session.ticket?.summary ?? '' },
    ],
    step_result: seenIn(session),
    device_data: [{ text: profile }],
  }
  const folded = new Map<Passage, string>()
  const fold = (passage: Passage) => {
    const text = folded.get(passage) ?? foldText(passage.text)
    folded.set(passage, text)
    return text
  }
  return {
    find(kind, quote, cited) {
      const sought = foldText(quote)
      const holds = (passage: Passage) => holdsQuote(fold(passage), sought)
      return (
        texts[kind].find((p) => p.id && cited.includes(p.id) && holds(p)) ?? texts[kind].find(holds)
      )
    },
    cited: (kind, cited) => cited.find((id) => texts[kind].some((p) => p.id === id)),
  }
}

const foldText = (text: string): string =>
  normaliseText(text).toLowerCase().replace(/\s+/g, ' ').trim()

const LEAST_LETTERS = 3
const LETTER = /[\p{L}\p{N}]/gu

function holdsQuote(text: string, quote: string): boolean {
  if (quote === '' || text === quote) return quote !== ''
  if ((quote.match(LETTER)?.length ?? 0) < LEAST_LETTERS) return false
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    if (isEdge(text, at) && isEdge(text, at + quote.length)) return true
  }
  return false
}

/** A quote begins and ends where words do. */
const isEdge = (text: string, at: number): boolean =>
  !/^[\p{L}\p{N}]{2}$/u.test(text.slice(Math.max(0, at - 1), at + 1))

/** What persons said in the talk, in answer to questions, and in statements of their own. */
function spokenIn(session: Session): Passage[] {
  const { messages, questions } = session.lane
  const answers = new Map(questions.map((q) => [`${q.text} ${q.answer}`, q.answer]))
  const stated = activeStatements(session)
    .filter((s) => s.by.kind === 'person' && !s.stepId)
    .map(({ id, text }) => ({ id, text: answers.get(text) ?? text }))
  return [...stated, ...messages.filter((m) => m.by.kind === 'person').map(toPassage)]
}

/** What steps on the path gave: results as they were picked or typed, and pasted output. */
function seenIn(session: Session): Passage[] {
  const told = activeStatements(session).filter((s) => s.by.kind === 'person')
  const steps = session.steps.filter((step) => step.isOnPath)
  return [
    ...steps.flatMap((step) => {
      const seen = seenAt(session, step)
      const says = told.filter((s) => s.stepId === step.id && (!seen || s.id !== step.id))
      const outputs = step.outputs.map((o) => o.text)
      const texts = [...resultOf(step), ...(seen ?? []), ...says.map((s) => s.text), ...outputs]
      return texts.map((text) => ({ id: step.id, text }))
    }),
    ...session.outputs.map(toPassage),
  ]
}

/** Of a check or a fix what was seen: its statement repeats the title, which a model worded. */
function seenAt({ lane }: Session, step: Step): string[] | undefined {
  const check = lane.checks.find((c) => c.stepId === step.id)
  if (check) return [check.seen ?? '']
  const fix = lane.fixes.find((f) => f.tried?.at === step.at && f.title === step.title)
  return fix?.tried ? [fix.tried.text] : undefined
}

function resultOf({ result }: Step): string[] {
  if (result.kind === 'choice' || result.kind === 'seen') return [result.label]
  return result.kind === 'value' ? [result.value] : []
}

const toPassage = ({ id, text }: { id: string; text: string }): Passage => ({ id, text })
