/**
 * The page's own saving of notes and time. Stricter than the page's buttons, so that a broken
 * page cannot store nonsense; what is stored is what REST shows.
 */
import * as z from 'zod/mini'
import { toSeconds } from '../records.ts'
import type { World } from '../world.ts'

export type Saved = { ok: true; id: number } | { ok: false; status: 400 | 404; message: string }

const NoteToSave = z.object({
  text: z.string().check(z.minLength(1)),
  shownIn: z.object({ discussion: z.boolean(), internal: z.boolean(), resolution: z.boolean() }),
})

export function saveNote(world: World, ticketId: number, said: unknown, member: string): Saved {
  const note = NoteToSave.safeParse(said)
  if (!note.success) return refused(400, 'A note needs a text and its boxes.')
  if (!world.ticket(ticketId)) return refused(404, `There is no ticket ${ticketId}.`)
  const { text, shownIn } = note.data
  if (!shownIn.discussion && !shownIn.internal && !shownIn.resolution) {
    return refused(400, 'Tick at least one box: Discussion, Internal or Resolution.')
  }
  const added = world.addNote(
    {
      ticketId,
      text,
      detailDescriptionFlag: shownIn.discussion,
      internalAnalysisFlag: shownIn.internal,
      resolutionFlag: shownIn.resolution,
      memberId: world.memberByIdentifier(member)?.id,
    },
    { member, via: 'page' },
  )
  return { ok: true, id: added.id }
}

const TimeToSave = z.object({
  notes: z.string(),
  internalNotes: z.string(),
  minutes: z.number().check(z.gte(1), z.lte(1440)),
  shownIn: z.object({ discussion: z.boolean(), internal: z.boolean(), resolution: z.boolean() }),
})

export function saveTime(world: World, ticketId: number, said: unknown, member: string): Saved {
  const time = TimeToSave.safeParse(said)
  if (!time.success) return refused(400, 'A time entry needs its minutes, up to one day.')
  const ticket = world.ticket(ticketId)
  const memberId = world.memberByIdentifier(member)?.id
  const workTypeId = world.records.workTypes[0]?.id
  const workRoleId = world.records.workRoles[0]?.id
  if (!ticket || !memberId || !workTypeId || !workRoleId) {
    return refused(404, `Time cannot be charged to ticket ${ticketId} here.`)
  }
  const { notes, internalNotes, minutes, shownIn } = time.data
  const end = world.now()
  const added = world.addTimeEntry(
    {
      chargeToId: ticketId,
      chargeToType: ticket.recordType === 'ServiceTicket' ? 'ServiceTicket' : 'ProjectTicket',
      companyId: ticket.companyId,
      memberId,
      timeStart: toSeconds(new Date(end.getTime() - minutes * 60_000)),
      timeEnd: toSeconds(end),
      actualHours: Math.round((minutes / 60) * 100) / 100,
      hoursDeduct: 0,
      billableOption: 'Billable',
      workTypeId,
      workRoleId,
      notes,
      internalNotes,
      addToDetailDescriptionFlag: shownIn.discussion,
      addToInternalAnalysisFlag: shownIn.internal,
      addToResolutionFlag: shownIn.resolution,
      emailContactFlag: false,
      emailResourceFlag: false,
      emailCcFlag: false,
      status: 'Open',
    },
    { member, via: 'page' },
  )
  return { ok: true, id: added.id }
}

function refused(status: 400 | 404, message: string): Saved {
  return { ok: false, status, message }
}
