/** What a hypothesis or a fix rests on, in words: its short name, and what it says. */
import { labelRecord } from '#shared/assistant/label-record.ts'
import { KIND_WORDS, resultOf } from '#shared/note/tell-session.ts'
import type { Evidence } from '#shared/session/lane-event.ts'
import type { Session } from '#shared/session/session.ts'
import type { ThreadEntry } from '#shared/ticket/ticket.ts'

export interface ToldEvidence {
  id: Evidence
  /** `F3` a fact, `S2` a step, `T` a note of the ticket, `K` a passage of the team's knowledge. */
  label: string
  what: string
  isConfirmed: boolean
}

export function tellEvidence(
  session: Session,
  thread: readonly ThreadEntry[],
): (id: Evidence) => ToldEvidence {
  const { labelOf } = labelRecord(session, { notes: [], passages: [] })
  const citations = session.lane.messages.flatMap((message) => message.citations ?? [])
  return (id) => {
    const statement = session.statements.find((one) => one.id === id)
    if (statement) {
      const { kind, text, isConfirmed, no } = statement
      return { id, label: `F${no}`, what: `${KIND_WORDS[kind]}: ${text}`, isConfirmed }
    }
    const step = session.steps.find((one) => one.id === id)
    if (step) {
      const what = `${step.title} → ${resultOf(step)}`
      return { id, label: labelOf(id) ?? 'S', what, isConfirmed: step.isOnPath }
    }
    const [kind, of = ''] = split(id)
    if (kind === 'ticket') {
      const entry = thread.find(({ key }) => key === of)
      const what = entry ? `Note in the ticket: ${entry.text}` : 'A note in the ticket'
      return { id, label: 'T', what, isConfirmed: false }
    }
    if (kind === 'knowledge') {
      const title = citations.find((citation) => citation.id === id || citation.id === of)?.title
      return { id, label: 'K', what: title ?? 'The team’s knowledge', isConfirmed: true }
    }
    return { id, label: '?', what: 'No longer in the record', isConfirmed: false }
  }
}

/** `ticket:note-7` into its kind and what follows. */
function split(id: string): [string, string?] {
  const at = id.indexOf(':')
  return at === -1 ? [id] : [id.slice(0, at), id.slice(at + 1)]
}
