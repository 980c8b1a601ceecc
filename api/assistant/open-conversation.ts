/**
 * What is asked of a model in a turn: what earlier turns have sent, and this one's own after it.
 *
 * Names and secrets are hidden here, text by text, before anything is put together, so that what
 * is stored of a conversation is what was sent. Labels of notes and passages go on from those of
 * the epoch: a label means the same in the whole conversation.
 */

import type { TurnCause } from '#shared/assistant/contract.ts'
import {
  answeredOf,
  askedOf,
  beginsEpoch,
  headOf,
  messagesOf,
  type Talk,
} from '#shared/assistant/converse.ts'
import type { Exchange, SentMessage } from '#shared/assistant/exchange.ts'
import { type Labels, labelRecord, noteEvidence } from '#shared/assistant/label-record.ts'
import { tellNew, tellRecord } from '#shared/assistant/tell-record.ts'
import { tellTicket } from '#shared/assistant/tell-ticket.ts'
import type { Citation } from '#shared/session/lane-event.ts'
import type { Session } from '#shared/session/session.ts'
import type { Passage } from '../knowledge/door.ts'
import type { Ground } from './gather-ground.ts'
import { notesOf, profileOf } from './known-of.ts'
import { eachText, type Veil } from './veil.ts'

export interface ConversationGiven {
  cause: TurnCause
  words: string
  session: Session
  /** As an earlier turn's request showed it; none where nothing was shown. */
  sessionAt: (version: number) => Session | null
  version: number
  ground: Ground
  earlier: readonly Exchange[]
  veil: Veil
  hidesHosts: boolean
}

export interface Conversation {
  messages: SentMessage[]
  notes: { id: string; text: string }[]
  passages: Citation[]
  labelPassage: (passage: Pick<Passage, 'citation'>) => string
  labelOfNote: (key: string) => string
  previousMessageId: string | null
  /** What is kept of it once the answer was taken up. */
  exchangeFor: (
    applied: object,
    of: Pick<Exchange, 'messageId' | 'tier' | 'isAfterQuick'>,
  ) => Exchange
}

const PRESSED: Record<Exclude<TurnCause, 'message'>, string> = {
  open: 'Please take a first look at this ticket.',
  recorded: 'Please look at what is new in the record and go on from there.',
  explain: 'Please explain the step at which I stand, and what each of its answers would mean.',
}

const ROOM_FOR_STEPS = 12

export function openConversation(given: ConversationGiven): Conversation {
  const { session, ground, veil, cause } = given
  const isNew = beginsEpoch(given.earlier, given.hidesHosts)
  const earlier = isNew ? [] : given.earlier
  const notes = notesOf(
    ground.ticket,
    earlier.flatMap((one) => one.notes),
  )
  const passages = earlier.flatMap((one) => one.passages)
  const knownPassages = passages.length
  const labelPassage = ({ citation }: Pick<Passage, 'citation'>) => {
    const at = passages.findIndex(({ id }) => id === citation.id)
    return `K${at >= 0 ? at + 1 : passages.push(citation)}`
  }
  const labelOfNote = (key: string) => `T${notes.findIndex(({ id }) => id === key) + 1}`
  const hide = <T>(value: T): T => eachText(value, veil.hide)

  const flows = offeredFlows(ground, passages, labelPassage)
  const labels = labelRecord(session, { notes, passages })
  const shown = earlier.at(-1)?.upTo
  const before = shown === undefined ? null : given.sessionAt(shown)
  const record = tellNew(
    before && tellRecord(before, labels, ground.placeIn(before)),
    tellRecord(session, labels, ground.place),
  )
  const newNotes = isNew ? [] : notesSince(ground, earlier, labels)
  const asked = askedOf(
    {
      words: veil.hide(cause === 'message' ? given.words : PRESSED[cause]),
      record: hide({
        ...record,
        ...(flows.length > 0 ? { flows } : {}),
        ...(newNotes.length > 0 ? { new_notes: newNotes } : {}),
      }),
    },
    earlier.length,
  )
  const head = isNew
    ? headOf(hide(tellHead(ground, session, labelOfNote)), hide(talkBefore(given)))
    : null
  const keptNotes = isNew ? [] : earlier.flatMap((one) => one.notes)
  return {
    messages: messagesOf(earlier, [...(head ?? []), ...asked]),
    notes,
    passages,
    labelPassage,
    labelOfNote,
    previousMessageId: earlier.at(-1)?.messageId ?? null,
    exchangeFor: (applied, of) => ({
      head,
      asked,
      // Hidden first: what it meets is in `met`.
      answered: answeredOf(hide(applied)),
      notes: notes.map(({ id }) => id).filter((id) => !keptNotes.includes(id)),
      passages: passages.slice(knownPassages),
      met: veil.met(),
      ...(given.hidesHosts ? { hidesHosts: true } : {}),
      upTo: given.version,
      ...of,
    }),
  }
}

const tellHead = (ground: Ground, session: Session, labelOfNote: (key: string) => string) => ({
  ...(ground.ticket
    ? tellTicket(ground.ticket, labelOfNote)
    : { summary: session.ticket?.summary ?? '', company: session.ticket?.client ?? '' }),
  client: profileOf(ground),
})

/** Notes that were written since the head was. */
const notesSince = ({ ticket }: Ground, earlier: readonly Exchange[], labels: Labels) => {
  const known = new Set(earlier.flatMap((one) => one.notes))
  return (ticket?.thread ?? [])
    .filter(({ key }) => !known.has(key))
    .map(({ key, text, author }) => ({
      id: labels.labelOf(noteEvidence(key)) ?? '',
      by: author,
      text: text.slice(0, 2_000),
    }))
}

/** Flows that the ticket calls for, each shown once in an epoch. */
function offeredFlows(
  { offers, flow, place }: Ground,
  known: readonly Citation[],
  labelPassage: (passage: Pick<Passage, 'citation'>) => string,
) {
  return offers.flatMap(({ flow: { slug, name, summary, stepTitles }, because }) => {
    const citation: Citation = { id: `flow:${slug}`, title: name, flow: { slug } }
    if (known.some(({ id }) => id === citation.id)) return []
    const isBest = !place && flow?.content.slug === slug
    return [
      {
        id: labelPassage({ citation }),
        flow_id: slug,
        name,
        about: summary,
        called_for_by: because,
        ...(isBest ? { steps: stepTitles.slice(0, ROOM_FOR_STEPS) } : {}),
      },
    ]
  })
}

/** The talk before this turn, as pairs. */
function talkBefore({ session, cause }: ConversationGiven): Talk[] {
  const { messages } = session.lane
  const own = cause === 'message' ? messages.at(-1)?.turnId : undefined
  return messages.flatMap((message): Talk[] => {
    if (message.by.kind !== 'assistant' || message.turnId === own) return []
    const said = messages.find((m) => m.turnId === message.turnId && m.by.kind === 'person')
    return [{ said: said?.text ?? PRESSED.recorded, replied: message.text }]
  })
}
