/**
 * What must be true of an event before it may be applied, whatever the session holds.
 *
 * The author is who asks: somebody's work is never recorded under another name, and what came
 * back from ConnectWise is told by the program alone. Clocks run wrong, so the author's time
 * is kept as it is, unless it lies so far ahead that it would stand above everything else for
 * days. Secrets are taken out here too, though the panel has done it: it is not trusted.
 */
import { mayHandOff, mayPickUp } from '#shared/handoff/who-may.ts'
import { hideWords } from '#shared/redact/find-hidden.ts'
import { type EventData, PROGRAM_ONLY, type SessionEvent } from '#shared/session/event.ts'
import { whyNotFinish } from '#shared/session/finish-list.ts'
import { isMarkOf } from '#shared/session/mask-session.ts'
import { redactEvent } from '#shared/session/redact-event.ts'
import type { EventRefusal } from '#shared/session/refusal.ts'
import type { Session } from '#shared/session/session.ts'
import { takesPart } from '#shared/session/takes-part.ts'

/**
 * Who appends: somebody signed in, the program telling what came back from outside, or the
 * assistant, which proposes.
 */
export type Appender =
  | {
      kind: 'person'
      id: string
      name: string
      mayWorkOnOthers: boolean
      /** Set by the room that stores what belongs to the event, which comes no other way. */
      isThrough?: 'note_posting' | 'script_generated' | 'handed_off' | 'picked_up'
    }
  | { kind: 'program' }
  | { kind: 'assistant' }

export interface RefusedEvent {
  id: string
  code: EventRefusal['code'] | 'not_yours' | 'clock' | 'elsewhere' | 'too_long'
  message: string
}

const MOST_AHEAD_MS = 24 * 3_600_000

export function admitEvent(
  event: SessionEvent,
  by: Appender,
  now: Date,
  session: Session | null,
): SessionEvent | RefusedEvent {
  const { id } = event
  const no = (code: RefusedEvent['code'], message: string) => ({ id, code, message })

  if (by.kind === 'program') return event
  if (by.kind === 'assistant') {
    const masked = redactEvent(event.data, session)
    if (!masked) return no('too_long', 'With its secrets masked this is too long.')
    return { ...event, by: { kind: 'assistant' }, data: masked.data }
  }
  if (event.by.kind !== 'person' || event.by.id !== by.id) {
    return no('not_yours', 'This was recorded by somebody else. They have to send it themselves.')
  }
  if (PROGRAM_ONLY.has(event.data.type)) {
    return no('not_yours', 'Only the server records what came back from the ticket.')
  }
  const { type } = event.data
  if (session && !BEGINS_PART.has(type) && !mayWrite(session, by)) {
    return no('not_yours', LOOKING_ON)
  }
  if (type === 'note_posting' && by.isThrough !== type) {
    return no('not_yours', 'A note is posted through its own address, which also writes it.')
  }
  if ((type === 'handed_off' || type === 'picked_up') && by.isThrough !== type) {
    return no('not_yours', 'A session is handed over through its own address, which also tells it.')
  }
  if (session && type === 'handed_off' && !mayHandOff(ownerIdOf(session), colleagueOf(by))) {
    return no('not_yours', NOT_THEIRS)
  }
  if (session && event.data.type === 'picked_up' && !mayTake(session, event.data.handoffId, by)) {
    return no('not_yours', NOT_FOR_YOU)
  }
  if (type === 'script_generated' && by.isThrough !== type) {
    return no('not_yours', 'A script is generated through its own address, which also checks it.')
  }
  if (event.data.type === 'outcome_validated' && event.data.how === 'lead' && !by.mayWorkOnOthers) {
    return no('not_yours', 'Only a lead can say this. Tell what the client confirmed, or wait.')
  }
  const whyNot = session && whyNotFinish(session, event.data)
  if (whyNot) return no('too_soon', whyNot)
  if (Date.parse(event.at) > now.getTime() + MOST_AHEAD_MS) {
    return no('clock', 'This lies more than a day in the future. Set the clock of this computer.')
  }
  const masked = redactEvent(withHidden(event, session), session)
  if (!masked) return no('too_long', 'With its secrets masked this is too long. Make it shorter.')
  return { ...event, by: { kind: 'person', id: by.id, name: by.name }, data: masked.data }
}

/** Through these somebody works on a session that was a colleague's alone. */
export const BEGINS_PART: ReadonlySet<EventData['type']> = new Set(['part_taken', 'picked_up'])

const NOT_THEIRS =
  'Only who has this session now, or a lead, can hand it over. Ask them, or look on.'
const NOT_FOR_YOU =
  'This was handed over to somebody else. Ask them or a lead to pick it up, or look on.'

const ownerIdOf = ({ owner }: Session) => (owner.kind === 'person' ? owner.id : null)
const colleagueOf = (by: { id: string; mayWorkOnOthers: boolean }) => ({
  id: by.id,
  isLead: by.mayWorkOnOthers,
})

function mayTake(
  session: Session,
  handoffId: string,
  by: { id: string; mayWorkOnOthers: boolean },
): boolean {
  const handoff = session.handoffs.find(({ id }) => id === handoffId)
  // What is not there, or over, is refused with its reason when it is applied.
  if (!handoff || handoff.end) return true
  const byId = handoff.by.kind === 'person' ? handoff.by.id : null
  const toId = handoff.to?.id ?? null
  const ownerId = ownerIdOf(session)
  return mayPickUp({ intent: handoff.intent, byId, toId, ownerId }, colleagueOf(by))
}

/** Whoever takes part in it, and leads. */
export const mayWrite = (session: Session, by: { id: string; mayWorkOnOthers: boolean }): boolean =>
  by.mayWorkOnOthers || takesPart(session, by.id)

export const LOOKING_ON =
  'This session is a colleague’s. Say in the panel that you work on it too, and go on then.'

/** Panels of before tell marked words in clear: they are hidden before anything is stored. */
function withHidden({ id, data }: SessionEvent, session: Session | null): EventData {
  if (data.type === 'passage_marked') {
    return { type: 'words_marked', words: hideWords(data.passage, id) }
  }
  if (data.type !== 'passage_unmarked') return data
  const marked = session?.marks.find(({ words }) => isMarkOf(words, data.passage))
  return marked ? { type: 'words_unmarked', markId: marked.id } : data
}
