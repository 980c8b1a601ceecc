/**
 * Turns the short form in which the seeded tickets are written into records: ids are given in
 * order, dates are counted back from the time of the world.
 */
import {
  type BillableOption,
  type Note,
  type Records,
  type RecordType,
  type StandInTicket,
  type TimeEntry,
  toSeconds,
} from '../records.ts'
import { API_MEMBER, boards, members } from './setup.ts'

export type ThreadSeed = {
  /** Minutes after the ticket came in. */
  after: number
  /** A contact's id, or a member's login name. */
  from: number | string
  on: 'discussion' | 'internal' | 'resolution' | 'discussion+resolution' | 'internal+resolution'
  text: string
}

export type TimeSeed = {
  after: number
  minutes: number
  by: string
  notes: string
  internalNotes?: string
  addTo?: 'discussion' | 'internal' | 'resolution'
  billable?: BillableOption
  status?: TimeEntry['status']
}

export type TicketSeed = {
  id: number
  summary: string
  /** Slugs of the flows that the words of this ticket should suggest. */
  callsFor: string[]
  hoursAgo: number
  status: number
  company: number
  recordType?: RecordType
  contact?: number
  devices?: number[]
  owner?: string
  resources?: string[]
  priority?: number
  type?: number
  level?: 'Low' | 'Medium' | 'High'
  project?: { id: number; phase: number; wbs: string }
  mergedInto?: number
  parent?: number
  dueInDays?: number
  thread: ThreadSeed[]
  time?: TimeSeed[]
  tasks?: string[]
  documents?: string[]
}

type Built = Pick<Records, 'tickets' | 'notes' | 'timeEntries' | 'tasks' | 'documents'>

export function buildTickets(seeds: TicketSeed[], now: Date): Built {
  const built: Built = { tickets: [], notes: [], timeEntries: [], tasks: [], documents: [] }
  for (const seed of seeds) {
    const enteredAt = now.getTime() - seed.hoursAgo * 3_600_000
    // What happened after "now" has not happened: a young ticket has only the start of its thread.
    const at = (minutes: number) =>
      toSeconds(new Date(Math.min(enteredAt + minutes * 60_000, now.getTime())))
    const notes = seed.thread.map((note, i) =>
      buildNote(seed, note, 5001 + built.notes.length + i, at(note.after), i === 0),
    )
    const times = (seed.time ?? []).map((time, i) =>
      buildTime(seed, time, 5001 + built.timeEntries.length + i, at),
    )
    built.notes.push(...notes)
    built.timeEntries.push(...times)
    built.tickets.push(buildTicket(seed, at(0), lastOf(notes, times, at(0))))
    for (const notesText of seed.tasks ?? [])
      built.tasks.push({
        id: 3001 + built.tasks.length,
        ticketId: seed.id,
        notes: notesText,
        closedFlag: false,
        priority: built.tasks.length + 1,
      })
    for (const fileName of seed.documents ?? [])
      built.documents.push({
        id: 6001 + built.documents.length,
        ticketId: seed.id,
        title: fileName.replace(/\.\w+$/, ''),
        fileName,
        size: 48_213,
        owner: 'zAdmin',
        createdOnDate: at(0),
      })
  }
  return built
}

function buildTicket(seed: TicketSeed, dateEntered: string, last: Last): StandInTicket {
  const board = boards.find((b) => b.statuses.some((s) => s.id === seed.status))
  const status = board?.statuses.find((s) => s.id === seed.status)
  if (!board || !status) throw new Error(`Ticket ${seed.id} is in no known status.`)
  const resources = seed.resources ?? (seed.owner ? [seed.owner] : [])
  return {
    id: seed.id,
    summary: seed.summary,
    recordType: seed.recordType ?? 'ServiceTicket',
    boardId: board.id,
    statusId: seed.status,
    typeId: seed.type ?? board.types[0]?.id,
    priorityId: seed.priority ?? 8,
    companyId: seed.company,
    contactId: seed.contact,
    configurationIds: seed.devices ?? [],
    ownerId: seed.owner ? memberId(seed.owner) : undefined,
    resources,
    severity: seed.level ?? 'Medium',
    impact: seed.level ?? 'Medium',
    projectId: seed.project?.id,
    phaseId: seed.project?.phase,
    wbsCode: seed.project?.wbs,
    requiredDate: seed.dueInDays === undefined ? undefined : midnight(dateEntered, seed.dueInDays),
    mergedParentTicketId: seed.mergedInto,
    parentTicketId: seed.parent,
    closedFlag: status.closedStatus,
    closedDate: status.closedStatus ? last.at : undefined,
    closedBy: status.closedStatus ? last.by : undefined,
    dateEntered,
    enteredBy: 'zAdmin',
    lastUpdated: last.at,
    updatedBy: last.by,
  }
}

function buildNote(
  seed: TicketSeed,
  note: ThreadSeed,
  id: number,
  at: string,
  first: boolean,
): Note {
  const fromContact = typeof note.from === 'number'
  const author = fromContact ? 'zAdmin' : note.from.toString()
  return {
    id,
    ticketId: seed.id,
    text: note.text,
    detailDescriptionFlag: note.on.startsWith('discussion'),
    internalAnalysisFlag: note.on.startsWith('internal'),
    resolutionFlag: note.on.endsWith('resolution'),
    issueFlag: first,
    customerUpdatedFlag: fromContact && !first,
    ...(typeof note.from === 'number'
      ? { contactId: note.from }
      : { memberId: memberId(note.from) }),
    createdBy: author,
    dateCreated: at,
    lastUpdated: at,
    updatedBy: author,
  }
}

function buildTime(
  seed: TicketSeed,
  time: TimeSeed,
  id: number,
  at: (minutes: number) => string,
): TimeEntry {
  const ended = at(time.after + time.minutes)
  const status = time.status ?? 'Open'
  return {
    id,
    chargeToId: seed.id,
    chargeToType:
      (seed.recordType ?? 'ServiceTicket') === 'ServiceTicket' ? 'ServiceTicket' : 'ProjectTicket',
    companyId: seed.company,
    memberId: memberId(time.by),
    timeStart: at(time.after),
    timeEnd: ended,
    actualHours: Math.round((time.minutes / 60) * 100) / 100,
    hoursDeduct: 0,
    billableOption: time.billable ?? 'Billable',
    workTypeId: 4,
    workRoleId: 7,
    notes: time.notes,
    internalNotes: time.internalNotes,
    addToDetailDescriptionFlag: time.addTo === 'discussion',
    addToInternalAnalysisFlag: time.addTo === 'internal',
    addToResolutionFlag: time.addTo === 'resolution',
    emailContactFlag: false,
    emailResourceFlag: false,
    emailCcFlag: false,
    status,
    ...(status === 'Billed'
      ? { invoice: { id: 11_900 + id, identifier: `INV-${11_900 + id}` } }
      : {}),
    enteredBy: time.by,
    dateEntered: ended,
    lastUpdated: ended,
    updatedBy: time.by,
  }
}

type Last = { at: string; by: string }

function lastOf(notes: Note[], times: TimeEntry[], entered: string): Last {
  const all = [...notes, ...times].map((r) => ({ at: r.lastUpdated, by: r.updatedBy }))
  return all.reduce((a, b) => (b.at > a.at ? b : a), { at: entered, by: 'zAdmin' })
}

function memberId(identifier: string): number {
  const member = members.find((m) => m.identifier === identifier)
  if (!member) throw new Error(`No member ${identifier}; the API member is ${API_MEMBER}.`)
  return member.id
}

function midnight(from: string, days: number): string {
  return `${new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10)}T00:00:00Z`
}
