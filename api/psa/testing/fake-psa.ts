/**
 * A ticket system that keeps its tickets in memory, for tests of everything above it.
 *
 * It does what it is asked, unless a trouble was set for the next call of a kind: refuse it, lose
 * the question before it was acted on, lose the answer after it was, or be late with the act.
 */
import { type ThreadEntry, threadKey } from '#shared/ticket/ticket.ts'
import { stampTicket } from '../../ticket/stamp-ticket.ts'
import type {
  NoteFound,
  NoteToWrite,
  Psa,
  PsaFailure,
  PsaOutcome,
  PsaTicket,
  TimeFound,
  TimeToWrite,
} from '../psa.ts'

export type Trouble =
  | PsaFailure
  /** Nothing was done, and nobody was told. */
  | 'lostBefore'
  /** It was done, and nobody was told. */
  | 'lostAfter'
  /** Nobody was told, and it is done when `finishLate` is called. */
  | 'late'

type Call = keyof Psa

export interface StandingNote extends NoteFound {
  mailed: boolean
}

export function createFakePsa(now: () => Date) {
  const tickets = new Map<number, PsaTicket>()
  const notes: StandingNote[] = []
  const entries: (TimeFound & { internalText: string })[] = []
  const troubles: { call: Call; trouble: Trouble; times: number }[] = []
  const calls: Call[] = []
  const lateActs: (() => void)[] = []
  let nextId = 5000

  function troubleFor(call: Call): Trouble | undefined {
    calls.push(call)
    const found = troubles.find((t) => t.call === call && t.times > 0)
    if (found) found.times -= 1
    return found?.trouble
  }

  /** One call with whatever was set for it. */
  async function act<T>(call: Call, does: () => PsaOutcome<T>): Promise<PsaOutcome<T>> {
    const trouble = troubleFor(call)
    if (trouble === undefined) return does()
    if (typeof trouble !== 'string') return trouble
    if (trouble === 'lostAfter') does()
    if (trouble === 'late') lateActs.push(does)
    return { kind: 'unclear', message: 'No answer came.' }
  }

  const ok = <T>(body: T): PsaOutcome<T> => ({ kind: 'ok', body })
  const ticketOf = (id: number): PsaOutcome<PsaTicket> => {
    const ticket = tickets.get(id)
    return ticket ? ok(ticket) : { kind: 'not_found', message: `There is no ticket ${id}.` }
  }

  const psa: Psa = {
    test: async () => ({ ok: true, version: 'fake', findings: [] }),
    readTicket: ({ ticketId }) => act('readTicket', () => ticketOf(ticketId)),
    glanceAtTicket: ({ ticketId }) => act('glanceAtTicket', () => ticketOf(ticketId)),
    listClosed: (asked) =>
      act('listClosed', () =>
        ok(
          new Map(
            asked.flatMap(({ ticketId }): [number, boolean][] => {
              const isClosed = tickets.get(ticketId)?.status?.isClosed
              return isClosed === undefined ? [] : [[ticketId, isClosed]]
            }),
          ),
        ),
      ),
    listMembers: () => act('listMembers', () => ok([])),
    listConfigurations: () => act('listConfigurations', () => ok([])),
    listWorkTypes: () => act('listWorkTypes', () => ok([])),
    writeNote: (note) => act('writeNote', () => addNote(note)),
    writeTimeEntry: (entry) => act('writeTimeEntry', () => addEntry(entry)),
    findNotes: ({ ticketId }, mark) =>
      act('findNotes', () =>
        ok(notes.filter((n) => n.ticketId === ticketId && n.text.includes(mark))),
      ),
    findTimeEntries: ({ ticketId }, mark) =>
      act('findTimeEntries', () =>
        ok(entries.filter((e) => e.ticketId === ticketId && e.internalText.includes(mark))),
      ),
    listTimeBetween: (author, from, to) =>
      act('listTimeBetween', () =>
        ok(entries.filter((e) => e.author === author && e.from < to && (e.to ?? from) > from)),
      ),
  }

  function addNote({ ticketId, text, flags, author, mailContact }: NoteToWrite) {
    const ticket = ticketOf(ticketId)
    if (ticket.kind !== 'ok') return ticket
    nextId += 1
    const note = { id: nextId, ticketId, text, flags, author, mailed: mailContact }
    notes.push(note)
    ticket.body.thread.push(entryOf(note))
    return ok(note)
  }

  function addEntry({ ticketId, from, to, text, internalText, author }: TimeToWrite) {
    nextId += 1
    const entry = { id: nextId, ticketId, from, to, text, author, internalText }
    entries.push(entry)
    return ok(entry)
  }

  const entryOf = (note: StandingNote): ThreadEntry => ({
    key: threadKey('note', note.id),
    source: 'note',
    text: note.text,
    ...note.flags,
    author: note.author,
    authorKind: 'member',
    at: now().toISOString(),
    minutes: null,
    isMerged: false,
  })

  return {
    psa,
    notes,
    entries,
    /** What was asked, in order. */
    calls,
    addTicket(ticketId: number, more: Partial<PsaTicket> = {}) {
      const ticket = { ...plainTicket(ticketId), ...more }
      tickets.set(ticketId, ticket)
      return ticket
    },
    /** As somebody sees it now; null where there is none. */
    look(ticketId: number) {
      const ticket = tickets.get(ticketId)
      return ticket ? stampTicket({ ...ticket, thread: [...ticket.thread] }) : null
    },
    /** Somebody else writes into a ticket. */
    writeAsSomebody(ticketId: number, text: string) {
      const flags = { discussion: true, internal: false, resolution: false }
      const recordType = 'service' as const
      addNote({ ticketId, recordType, text, flags, author: 'somebody', mailContact: false })
    },
    trouble(call: Call, trouble: Trouble, times = 1) {
      troubles.push({ call, trouble, times })
    },
    finishLate() {
      for (const does of lateActs.splice(0)) does()
    },
    calm: () => void troubles.splice(0),
  }
}

export type FakePsa = ReturnType<typeof createFakePsa>

const plainTicket = (ticketId: number): PsaTicket => ({
  ticketId,
  recordType: 'service',
  summary: 'The share cannot be opened',
  board: { id: 1, name: 'Help Desk' },
  status: { id: 17, name: 'In Progress', isClosed: false },
  priority: null,
  company: { id: 250, identifier: 'Pelican', name: 'Pelican Row Dental' },
  contact: null,
  owner: { identifier: 'engineer', name: 'The Engineer' },
  resources: [],
  configurations: [],
  mergedInto: null,
  thread: [],
  lastUpdated: null,
  missing: [],
})
