/**
 * A note on its way into the page's editor: looked at once more, put there, told to the record.
 *
 * The ticket is read again first, since a preview may have stood for long: what came into it
 * meanwhile stops the note here as it stops a post. A server that is slow or away holds nobody up,
 * and what was known before still counts. Every refusal leaves the text on the clipboard. A page
 * that answers after it was given up is heard all the same: what stands there is in the record.
 */
import { findAlreadyThere } from '#shared/note/already-there.ts'
import { tabsOf } from '#shared/note/kinds.ts'
import { changesByOthers } from '#shared/note/stamp-of-others.ts'
import type { MadeFrom, NoteFlags, NoteKind } from '#shared/session/event.ts'
import type { Session } from '#shared/session/session.ts'
import type { TicketRef } from '#shared/ticket/ticket-ref.ts'
import type { InsertionResult, RefusedInsertion } from '../../bridge/insertion.ts'
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

type Going = Omit<Inserted, 'text'>

export function createInserter(
  deps: NoteDeps,
  { get, set, now, recordNow }: Note,
): NoteStore['insert'] {
  /** What was said last of one that did not go in. */
  let lastSaid: Told | null = null

  const fallBack = async (
    text: string,
    title: string,
    next: string,
    more: Pick<Told, 'offer' | 'boxes'> = {},
  ) => {
    const isCopied = await deps.copy(text)
    const where = isCopied ? 'The text is on your clipboard.' : 'Copy it with the button above.'
    const told: Told = { tone: 'amber', title, text: `${next} ${where}`, ...more }
    lastSaid = told
    set({ told })
  }

  const readChanges = async (ref: TicketRef): Promise<readonly string[]> => {
    const ticket = await deps.readTicket(ref)
    const session = now()
    if (!ticket || !session) return []
    const { seen } = get()
    if (!seen) set({ seen: ticket.stamp })
    return changesByOthers({ seen, startedAt: session.startedAt }, ticket, session.notes)
  }

  const record = async ({ passedOver = [], wording, ...what }: Inserted, isFound = false) => {
    const sha256 = await deps.digest(what.text)
    // Found there, it may be known: from another panel, or by an answer that came meanwhile.
    if (isFound && findAlreadyThere(now()?.notes ?? [], { way: 'insert', ...what })) return
    deps.session.record([
      {
        type: 'note_inserted',
        ...what,
        sha256,
        ...(passedOver.length > 0 ? { overridden: [...passedOver] } : {}),
        ...(wording ? { wording } : {}),
      },
    ])
  }

  /** What stands in the editor, by this insertion or by one whose answer was lost. */
  const keep = async (result: InsertionResult, going: Going) => {
    if (result.outcome === 'inserted') {
      await record({ ...going, ticket: result.ref, text: result.text })
    } else if (result.text) {
      await record({ ...going, text: result.text }, true)
    }
  }

  /** Heard after the person was told that nobody answered. */
  const tellLate = async (late: InsertionResult, going: Going, flags: NoteFlags) => {
    await keep(late, going)
    const isThere = late.outcome === 'inserted' || late.isTextLeft || late.text !== undefined
    const { kind, act, told } = get()
    if (!isThere || kind !== going.noteKind) return
    if (late.outcome === 'inserted') set({ overridden: [] })
    const isFree = act === 'idle' && (told === null || told === lastSaid)
    if (isFree) set({ told: sayLate(late, flags) })
  }

  return async (ref, text, { setBoxes = false, passedOver = [], wording } = {}) => {
    if (get().act !== 'idle') return
    set({ act: 'inserting', told: null })
    // One may look at another kind while it goes in.
    const { kind } = get()
    const flags = flagsOf(get())
    const going = { noteKind: kind, ticket: ref, madeFrom: recordNow(), passedOver, wording }
    const wasSeen = get().seen !== null
    const changes = await readChanges(ref)
    if (changes.length > 0) {
      set({ act: 'idle' })
      const read = wasSeen ? 'Say above that you have read it' : 'Look at it in the ticket'
      const next = `${changes.join(' ')} Nothing was inserted. ${read}, then insert again.`
      await fallBack(text, 'The ticket changed meanwhile', next)
      return
    }
    const { result, late } = await deps.insert(ref, text, flags, setBoxes)
    set({ act: 'idle' })
    if (!result) {
      await fallBack(
        text,
        'The page did not answer',
        `Reload the ticket, open its note editor and try again, or paste the text there.`,
      )
      return void late?.then((heard) => heard && tellLate(heard, going, flags))
    }
    await keep(result, going)
    if (result.outcome === 'refused') {
      const { title, text: next, boxes } = sayRefused(result, flags)
      const offer = result.code === 'boxes' && !setBoxes && { offer: 'setBoxes' as const }
      await fallBack(text, title, next, { ...(boxes ? { boxes } : {}), ...offer })
      return
    }
    if (get().kind === kind) set({ overridden: [] })
    set({ told: sayInserted(result, flags) })
  }
}

type InTheEditor = Exclude<InsertionResult, RefusedInsertion>

const sayRefused = ({ why, next, ticked }: RefusedInsertion, flags: NoteFlags): Told => ({
  tone: 'amber',
  title: why,
  text: next,
  ...(ticked ? { boxes: tellBoxes(ticked, flags) } : {}),
})

function sayInserted({ into, ref, boxes, ticked }: InTheEditor, flags: NoteFlags): Told {
  const where = into === 'time entry' ? 'time entry' : 'note editor'
  const title = `In the ${where} of #${ref.ticketId}`
  const save = 'Read it there and press Save in ConnectWise. Nothing is saved for you.'
  if (!boxes || boxes === 'as wanted') return { tone: 'good', title, text: save }
  const look = `Look at its boxes first: ${tabsOf(flags).join(' and ')} ticked and nothing else. `
  const lines = ticked && { boxes: tellBoxes(ticked, flags) }
  return { tone: 'amber', title, text: look + save, ...lines }
}

/** Whoever was told that nobody answered may have put it there by hand meanwhile. */
function sayLate(result: InsertionResult, flags: NoteFlags): Told {
  if (result.outcome === 'refused') return sayRefused(result, flags)
  const said = sayInserted(result, flags)
  const twice = 'The page has answered after all. If you have pasted the text too, take one out. '
  return { ...said, tone: 'amber', text: twice + said.text }
}
