/** What each sentence of a note rests on, in words: for the list that hovering or focus shows. */

import { tellFile } from '#shared/attachment/attachment.ts'
import { KIND_WORDS, resultOf } from '#shared/note/tell-session.ts'
import { filesOf } from '#shared/session/files-of.ts'
import { ledgerOf } from '#shared/session/ledger.ts'
import { nameOf } from '#shared/session/name-of.ts'
import type { Session } from '#shared/session/session.ts'

export interface Evidence {
  id: string
  at: string
  who: string
  what: string
}

export function evidenceIndex(session: Session, sessionId: string): Map<string, Evidence> {
  const index = new Map<string, Evidence>()
  const { ticket } = session
  index.set(sessionId, {
    id: sessionId,
    at: session.startedAt,
    who: nameOf(session.startedBy),
    what: `The record as a whole${ticket?.ref ? `, for #${ticket.ref.ticketId}` : ''}`,
  })
  for (const step of session.steps) {
    index.set(step.id, {
      id: step.id,
      at: step.at,
      who: nameOf(step.by),
      what: `${step.title} → ${resultOf(step)}`,
    })
  }
  for (const statement of ledgerOf(session)) {
    index.set(statement.id, {
      id: statement.id,
      at: statement.at,
      who: nameOf(statement.by),
      what: `${KIND_WORDS[statement.kind]}: ${statement.text}`,
    })
  }
  for (const file of filesOf(session)) {
    const who = nameOf(file.by)
    index.set(file.id, { id: file.id, at: file.at, who, what: `File attached: ${tellFile(file)}` })
  }
  return index
}
