/**
 * What the checks say of the text shown, live while it is edited, without what was passed over.
 *
 * They read behind the keyboard, so for a moment they may still be at the text before: then
 * `isRead` is false and nothing is written.
 */
import { useDeferredValue, useMemo } from 'react'
import { checkNote } from '#shared/note/check-note.ts'
import { type CheckId, type Finding, passOver } from '#shared/note/finding.ts'
import { redact } from '#shared/redact/redact.ts'
import type { Session } from '#shared/session/session.ts'
import type { TicketStamp } from '#shared/ticket/ticket.ts'
import { type Composed, flagsOf, type NoteState } from './note-store.ts'
import type { Beside } from './read-beside.ts'

export interface ToFindIn {
  session: Session | null
  sessionId: string
  composed: Composed | null
  text: string
  state: NoteState
  /** The record has moved on since the text was written. */
  isOld: boolean
  ticketNow: TicketStamp | undefined
  beside: Beside
}

export interface FoundIn {
  findings: readonly Finding[]
  /** Checks that a person has passed over for this very text. */
  passedOver: readonly CheckId[]
  /** The checks have read the text that is shown. */
  isRead: boolean
}

export function useFindings(of: ToFindIn): FoundIn {
  const { session, sessionId, composed, text, state, isOld, ticketNow, beside } = of
  const checked = useDeferredValue(text)
  const { standing, passedOver } = useMemo(
    () =>
      passOver(
        session && composed
          ? checkNote({
              session,
              sessionId,
              kind: state.kind,
              text: checked,
              composed: composed.note,
              flags: flagsOf(state),
              mailContact: state.mailContact,
              mailConfirmed: state.mailConfirmed,
              findSecrets: (words) => redact(words).masked,
              otherClients: beside.otherClients,
              ...(isOld ? { basedOn: 0, version: 1 } : {}),
              ...(state.seen ? { seen: state.seen } : {}),
              ...(ticketNow ? { ticketNow } : {}),
              ...(state.time ? { time: { ...state.time, others: beside.otherEntries } } : {}),
            })
          : [],
        state.overridden,
      ),
    [session, sessionId, composed, checked, state, isOld, ticketNow, beside],
  )
  return { findings: standing, passedOver, isRead: checked === text }
}
