/**
 * One ConnectWise installation in memory. The pages and the REST half read and write this world,
 * so a note saved on the page appears by REST and the other way round.
 *
 * It keeps records and the facts that follow from them (a ticket is closed when its status is;
 * a note makes its ticket "updated"). It refuses nothing but records that do not exist: what may
 * be written is a rule of the door it comes through, and the two doors differ. Time is handed in
 * and can be moved; randomness is not needed.
 */
import type {
  Author,
  DeliveryEntry,
  LedgerEntry,
  MailEntry,
  WriteEntry,
  WrittenRecord,
} from './ledger.ts'
import { createLookUps, isTicketTime, need } from './look-up.ts'
import {
  type Callback,
  type Note,
  type NoteFlags,
  type Records,
  type StandInTicket,
  type TimeEntry,
  toSeconds,
} from './records.ts'
import { seedRecords } from './seed/seed-records.ts'

/** Told to subscribers after each write, before the writer goes on. */
export type Change = Omit<WriteEntry, 'kind' | 'seq' | 'at'>

export type NewNote = NoteFlags & {
  ticketId: number
  text: string
  memberId?: number
  contactId?: number
  issueFlag?: boolean
  customerUpdatedFlag?: boolean
}
export type NewTimeEntry = Omit<
  TimeEntry,
  'id' | 'enteredBy' | 'dateEntered' | 'lastUpdated' | 'updatedBy'
>
export type NewTicket = Omit<
  StandInTicket,
  | 'id'
  | 'closedFlag'
  | 'closedDate'
  | 'closedBy'
  | 'dateEntered'
  | 'enteredBy'
  | 'lastUpdated'
  | 'updatedBy'
>
export type TicketChanges = Partial<NewTicket>

export type World = ReturnType<typeof createWorld>

export type WorldOptions = {
  now: () => Date
  companyId: string
  /** The MSP whose installation this is, as people read it. */
  companyName?: string
  /** Made anew on each reset, with the world's time, so that seeded tickets look recent. */
  seed?: (now: Date) => Records
}

export function createWorld(options: WorldOptions) {
  const { companyId, companyName = 'Northwind MSP', seed = seedRecords } = options
  let offsetMs = 0
  let seq = 0
  const listeners = new Set<(change: Change) => void>()
  const ledger: LedgerEntry[] = []
  let records = seed(options.now())
  let lastIds = new Map<string, number>()
  const lookUps = createLookUps(() => records)

  const now = () => new Date(options.now().getTime() + offsetMs)
  const stamp = () => toSeconds(now())

  /** Ids rise and are never given twice, also not after a deletion. */
  function nextId(list: keyof Records): number {
    const highest = Math.max(lastIds.get(list) ?? 0, ...records[list].map((r) => r.id))
    lastIds.set(list, highest + 1)
    return highest + 1
  }

  function tell(
    action: WriteEntry['action'],
    record: WrittenRecord,
    id: number,
    by: Author,
    ticketId?: number,
  ) {
    const change = { action, record, id, by, ...(ticketId === undefined ? {} : { ticketId }) }
    ledger.push({ kind: 'write', seq: ++seq, at: stamp(), ...change })
    for (const listener of [...listeners]) listener(change)
  }

  /** A ticket counts as changed when anything on it does, and its version token moves. */
  function touch(ticketId: number, by: Author) {
    const ticket = ticketOf(ticketId)
    ticket.lastUpdated = stamp()
    ticket.updatedBy = by.member
    tell('updated', 'ticket', ticketId, by, ticketId)
  }

  function ticketOf(id: number): StandInTicket {
    return need(records.tickets, id, 'ticket')
  }

  function settleClosing(ticket: StandInTicket, by: Author) {
    const closed = lookUps.status(ticket.statusId)?.status.closedStatus ?? false
    if (closed === ticket.closedFlag) return
    ticket.closedFlag = closed
    ticket.closedDate = closed ? stamp() : undefined
    ticket.closedBy = closed ? by.member : undefined
  }

  return {
    ...lookUps,
    companyId,
    companyName,
    now,
    /** Moves this world's clock, for tests that need tomorrow. */
    moveClock: (ms: number) => {
      offsetMs += ms
    },
    /** Everything as plain data, to read. Write through the functions below. */
    get records(): Records {
      return records
    },
    ledger,
    /** The next number in the ledger; the doors use it to write their own entries. */
    nextSeq: () => ++seq,
    stamp,
    subscribe: (listener: (change: Change) => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    /** Back to the seed, at the time that is now. Subscribers stay. */
    reset: () => {
      offsetMs = 0
      records = seed(options.now())
      lastIds = new Map()
      ledger.length = 0
    },

    addTicket(ticket: NewTicket, by: Author): StandInTicket {
      const at = stamp()
      const written = {
        dateEntered: at,
        enteredBy: by.member,
        lastUpdated: at,
        updatedBy: by.member,
      }
      const added: StandInTicket = {
        ...ticket,
        id: nextId('tickets'),
        closedFlag: false,
        ...written,
      }
      records.tickets.push(added)
      settleClosing(added, by)
      tell('added', 'ticket', added.id, by, added.id)
      return added
    },
    /** Sets the named fields. A field given as undefined is emptied. */
    patchTicket(id: number, changes: TicketChanges, by: Author): StandInTicket {
      const ticket = ticketOf(id)
      Object.assign(ticket, changes)
      settleClosing(ticket, by)
      touch(id, by)
      return ticket
    },
    removeTicket(id: number, by: Author) {
      records.tickets.splice(records.tickets.indexOf(ticketOf(id)), 1)
      tell('deleted', 'ticket', id, by, id)
    },
    /** Merged tickets stay, closed into the survivor, and point at it. */
    mergeTickets(survivorId: number, mergedIds: number[], statusId: number, by: Author) {
      ticketOf(survivorId)
      for (const id of mergedIds) {
        const merged = ticketOf(id)
        merged.mergedParentTicketId = survivorId
        merged.statusId = statusId
        settleClosing(merged, by)
        touch(id, by)
      }
      touch(survivorId, by)
    },
    addNote(note: NewNote, by: Author): Note {
      ticketOf(note.ticketId)
      const at = stamp()
      const added: Note = {
        ...note,
        id: nextId('notes'),
        issueFlag: note.issueFlag ?? false,
        customerUpdatedFlag: note.customerUpdatedFlag ?? false,
        createdBy: by.member,
        dateCreated: at,
        lastUpdated: at,
        updatedBy: by.member,
      }
      records.notes.push(added)
      tell('added', 'note', added.id, by, note.ticketId)
      touch(note.ticketId, by)
      return added
    },
    updateNote(id: number, changes: Partial<NewNote>, by: Author): Note {
      const note = need(records.notes, id, 'note')
      Object.assign(note, changes, { lastUpdated: stamp(), updatedBy: by.member })
      tell('updated', 'note', id, by, note.ticketId)
      touch(note.ticketId, by)
      return note
    },
    removeNote(id: number, by: Author) {
      const note = need(records.notes, id, 'note')
      records.notes.splice(records.notes.indexOf(note), 1)
      tell('deleted', 'note', id, by, note.ticketId)
      touch(note.ticketId, by)
    },
    addTimeEntry(entry: NewTimeEntry, by: Author): TimeEntry {
      const at = stamp()
      const written = {
        enteredBy: by.member,
        dateEntered: at,
        lastUpdated: at,
        updatedBy: by.member,
      }
      const added: TimeEntry = { ...entry, id: nextId('timeEntries'), ...written }
      const ticketId = isTicketTime(entry) ? ticketOf(entry.chargeToId).id : undefined
      records.timeEntries.push(added)
      tell('added', 'time', added.id, by, ticketId)
      if (ticketId !== undefined) touch(ticketId, by)
      return added
    },
    updateTimeEntry(id: number, changes: Partial<NewTimeEntry>, by: Author): TimeEntry {
      const entry = need(records.timeEntries, id, 'time entry')
      Object.assign(entry, changes, { lastUpdated: stamp(), updatedBy: by.member })
      const ticketId = isTicketTime(entry) ? entry.chargeToId : undefined
      tell('updated', 'time', id, by, ticketId)
      if (ticketId !== undefined) touch(ticketId, by)
      return entry
    },
    removeTimeEntry(id: number, by: Author) {
      const entry = need(records.timeEntries, id, 'time entry')
      records.timeEntries.splice(records.timeEntries.indexOf(entry), 1)
      const ticketId = isTicketTime(entry) ? entry.chargeToId : undefined
      tell('deleted', 'time', id, by, ticketId)
      if (ticketId !== undefined) touch(ticketId, by)
    },
    addCallback(callback: Omit<Callback, 'id' | 'lastUpdated'>, by: Author): Callback {
      const added: Callback = { ...callback, id: nextId('callbacks'), lastUpdated: stamp() }
      records.callbacks.push(added)
      tell('added', 'callback', added.id, by)
      return added
    },
    updateCallback(id: number, changes: Partial<Omit<Callback, 'id'>>, by: Author): Callback {
      const callback = need(records.callbacks, id, 'callback')
      Object.assign(callback, changes, { lastUpdated: stamp() })
      tell('updated', 'callback', id, by)
      return callback
    },
    removeCallback(id: number, by: Author) {
      records.callbacks.splice(
        records.callbacks.indexOf(need(records.callbacks, id, 'callback')),
        1,
      )
      tell('deleted', 'callback', id, by)
    },
    /** Notes down a mail that the real one would have sent. */
    sendMail(mail: Omit<MailEntry, 'kind' | 'seq' | 'at'>) {
      ledger.push({ kind: 'mail', seq: ++seq, at: stamp(), ...mail })
    },
    logDelivery(delivery: Omit<DeliveryEntry, 'kind' | 'seq' | 'at'>) {
      ledger.push({ kind: 'delivery', seq: ++seq, at: stamp(), ...delivery })
    },
  }
}
