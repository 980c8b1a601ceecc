/**
 * A note on its way into the page's editor: looked at once more, put there, told to the record.
 *
 * The ticket is read again first, since a preview may have stood for long: what came into it
 * meanwhile stops the note here as it stops a post. A server that is slow or away holds nobody up,
 * and what was known before still counts. Every refusal leaves the text on the clipboard.
 */
import { findAlreadyThere } from '#shared/note/already-there.ts'
import { tabsOf } from '#shared/note/kinds.ts'
import { changesByOthers } from '#shared/note/stamp-of-others.ts'
import type { MadeFrom, NoteKind } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'
import {
  flagsOf,
  type InsertOptions,
  type NoteDeps,
  type NoteState,
  type NoteStore,
  type Told,
} from './note-state.ts'
import { tellBoxes } from './tell-boxes.ts'

interface Note {
  get: () => NoteState
  set: (change: Partial<NoteState>) => void
  now: () => Session | null
  recordNow: () => MadeFrom
}

/** What is told of an insertion to the record. */
interface Inserted extends Pick<InsertOptions, 'passedOver' | 'wording'> {
  noteKind: NoteKind
  ticket: TicketRef
  text: string
  madeFrom: MadeFrom
}

export function createInserter(
  deps: NoteDeps,
  { get, set, now, recordNow }: Note,
): NoteStore['insert'] {
  const fallBack = async (
    text: string,
    title: string,
    next: string,
    more: Pick<Told, 'offer' | 'boxes'> = {},
  ) => {
    const isCopied = await deps.copy(text)
    set({
      told: {
        tone: 'amber',
        title,
        text: `${next} ${isCopied ? 'The text is on your clipboard.' : 'Copy it with the button above.'}`,
        ...more,
      },
    })
  }

  const readChanges = async (ref: TicketRef): Promise<readonly string[]> => {
    const ticket = await deps.readTicket(ref)
    const session = now()
    if (!ticket || !session) return []
    const { seen } = get()
    if (!seen) set({ seen: ticket.stamp })
    return changesByOthers({ seen, startedAt: session.startedAt }, ticket, session.notes)
  }

  const tellRecord = async ({ passedOver = [], wording, ...what }: Inserted) =>
    deps.session.record([
      {
        type: 'note_inserted',
        ...what,
        sha256: await deps.digest(what.text),
        ...(passedOver.length > 0 ? { overridden: [...passedOver] } : {}),
        ...(wording ? { wording } : {}),
      },
    ])

  return async (ref, text, { setBoxes = false, passedOver = [], wording } = {}) => {
    if (get().act !== 'idle') return
    set({ act: 'inserting', told: null })
    // One may look at another kind while it goes in.
    const { kind } = get()
    const flags = flagsOf(get())
    const what = { noteKind: kind, madeFrom: recordNow(), passedOver, wording }
    const wasSeen = get().seen !== null
    const changes = await readChanges(ref)
    if (changes.length > 0) {
      set({ act: 'idle' })
      const read = wasSeen ? 'Say above that you have read it' : 'Look at it in the ticket'
      const next = `${changes.join(' ')} Nothing was inserted. ${read}, then insert again.`
      return fallBack(text, 'The ticket changed meanwhile', next)
    }
    const result = await deps.insert(ref, text, flags, setBoxes)
    set({ act: 'idle' })
    if (!result) {
      return fallBack(
        text,
        'The page did not answer',
        `Reload the ticket, open its note editor and try again, or paste the text there.`,
      )
    }
    if (result.outcome === 'refused') {
      const { text: there } = result
      // It stands there by an insertion whose answer was lost, with the panel or the page.
      const asked = there && { way: 'insert' as const, noteKind: kind, text: there, ticket: ref }
      if (asked && !findAlreadyThere(now()?.notes ?? [], asked)) {
        await tellRecord({ ...what, ticket: ref, text: asked.text })
      }
      const boxes = result.ticked && { boxes: tellBoxes(result.ticked, flags) }
      const offer = result.code === 'boxes' && !setBoxes && { offer: 'setBoxes' as const }
      return fallBack(text, result.why, result.next, { ...boxes, ...offer })
    }
    await tellRecord({ ...what, ticket: result.ref, text: result.text })
    if (get().kind === kind) set({ overridden: [] })
    const where = result.into === 'time entry' ? 'time entry' : 'note editor'
    const title = `In the ${where} of #${result.ref.ticketId}`
    const isSure = !result.boxes || result.boxes === 'as wanted'
    const save = 'Read it there and press Save in ConnectWise. Nothing is saved for you.'
    const look = `Look at its boxes first: ${tabsOf(flags).join(' and ')} ticked and nothing else. `
    if (isSure) return set({ told: { tone: 'good', title, text: save } })
    const boxes = result.ticked && { boxes: tellBoxes(result.ticked, flags) }
    set({ told: { tone: 'amber', title, text: look + save, ...boxes } })
  }
}
