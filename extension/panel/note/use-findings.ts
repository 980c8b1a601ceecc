/**
 * What the checks say of the text shown, live while it is edited, without what was passed over.
 *
 * They read behind the keyboard, so for a moment they may still be at the text before: then
 * `isRead` is false and nothing is written.
 */
import { useDeferredValue, useMemo } from 'react'
import { msOf } from '#shared/ids.ts'
import { checkNote } from '#shared/note/check-note.ts'
import { type CheckId, type Finding, passOver } from '#shared/note/finding.ts'
import type { TimeToCheck } from '#shared/note/note-to-check.ts'
import { stampOfOthers } from '#shared/note/stamp-of-others.ts'
import type { TimeEntryAsked } from '#shared/session/event.ts'
import { redactIn } from '#shared/session/mask-session.ts'
import type { Session } from '#shared/session/session.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'
import { type Composed, flagsOf, type NoteState } from './note-state.ts'
import type { Beside } from './read-beside.ts'

export interface ToFindIn {
  session: Session | null
  sessionId: string
  composed: Composed | null
  text: string
  state: NoteState
  /** The record has moved on since the text was written. */
  isOld: boolean
  /** As it is now. */
  ticket: Ticket | null
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
  const { session, sessionId, composed, text, state, isOld, ticket, beside } = of
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
              findSecrets: (words) => redactIn(session, words).masked,
              otherClients: beside.otherClients,
              levels: beside.levels,
              ...(isOld ? { basedOn: 0, version: 1 } : {}),
              ...(state.seen ? { seen: state.seen } : {}),
              ...(ticket ? { ticketNow: stampOfOthers(ticket, session.notes) } : {}),
              needsAuthorisation: ticket?.wantsAuthorisation === true,
              isUnread: composed.isWorded && !state.own && state.readText !== checked,
              ...(state.time ? { time: timeToCheck(state.time, beside, ticket) } : {}),
            })
          : [],
        state.overridden,
      ),
    [session, sessionId, composed, checked, state, isOld, ticket, beside],
  )
  return { findings: standing, passedOver, isRead: checked === text }
}

/** With one's own entries, the last of them and the last in the ticket, which it must not repeat. */
function timeToCheck(
  time: TimeEntryAsked,
  { otherEntries }: Beside,
  ticket: Ticket | null,
): TimeToCheck {
  const own = otherEntries.toSorted((a, b) => msOf(b.to) - msOf(a.to))[0]
  const there = ticket?.thread.findLast(({ source }) => source === 'time_entry')
  const before = [own, there].flatMap((entry) => entry?.text ?? [])
  return { ...time, others: otherEntries, before }
}
