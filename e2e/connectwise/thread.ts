/**
 * The whole conversation of a ticket, oldest first: its notes, the texts of its time entries, and
 * the same of tickets that were merged into it or are its children.
 *
 * A time entry takes part only with the text it was told to add to a tab (`addTo…Flag`), and its
 * internal text goes nowhere: nothing is known that says otherwise. The same id can occur as a
 * note and as a time entry, so a row is known by its kind and id together.
 */
import type { Note, Records, ThreadItem, TimeEntry } from './records.ts'

export function mergeThread(records: Records, ticketId: number): ThreadItem[] {
  const own = itemsOf(records, ticketId)
  const others = records.tickets
    .filter((t) => t.mergedParentTicketId === ticketId || t.parentTicketId === ticketId)
    .flatMap((t) =>
      itemsOf(records, t.id).map((item) => ({
        ...item,
        mergedFlag: t.mergedParentTicketId === ticketId,
        bundledFlag: t.parentTicketId === ticketId,
      })),
    )
  return [...own, ...others].sort(
    (a, b) => a.at.localeCompare(b.at) || a.noteType.localeCompare(b.noteType) || a.id - b.id,
  )
}

function itemsOf(records: Records, ticketId: number): ThreadItem[] {
  return [
    ...records.notes.filter((n) => n.ticketId === ticketId).map(fromNote),
    ...records.timeEntries
      .filter((t) => t.chargeToType === 'ServiceTicket' || t.chargeToType === 'ProjectTicket')
      .filter((t) => t.chargeToId === ticketId && t.notes && isShown(t))
      .map(fromTime),
  ]
}

function isShown(entry: TimeEntry): boolean {
  return (
    entry.addToDetailDescriptionFlag || entry.addToInternalAnalysisFlag || entry.addToResolutionFlag
  )
}

function fromNote(note: Note): ThreadItem {
  return {
    id: note.id,
    noteType: 'TicketNote',
    ticketId: note.ticketId,
    text: note.text,
    at: note.dateCreated,
    detailDescriptionFlag: note.detailDescriptionFlag,
    internalAnalysisFlag: note.internalAnalysisFlag,
    resolutionFlag: note.resolutionFlag,
    mergedFlag: false,
    bundledFlag: false,
    issueFlag: note.issueFlag,
    memberId: note.memberId,
    contactId: note.contactId,
    originalAuthor: note.createdBy,
    lastUpdated: note.lastUpdated,
    updatedBy: note.updatedBy,
  }
}

function fromTime(entry: TimeEntry): ThreadItem {
  return {
    id: entry.id,
    noteType: 'TimeEntryNote',
    ticketId: entry.chargeToId,
    text: entry.notes ?? '',
    at: entry.timeStart,
    timeStart: entry.timeStart,
    timeEnd: entry.timeEnd,
    detailDescriptionFlag: entry.addToDetailDescriptionFlag,
    internalAnalysisFlag: entry.addToInternalAnalysisFlag,
    resolutionFlag: entry.addToResolutionFlag,
    mergedFlag: false,
    bundledFlag: false,
    issueFlag: false,
    memberId: entry.memberId,
    originalAuthor: entry.enteredBy,
    lastUpdated: entry.lastUpdated,
    updatedBy: entry.updatedBy,
  }
}
