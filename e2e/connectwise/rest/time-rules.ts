/**
 * What may be written as a time entry. The document asks only for `timeStart`; the server also
 * wants to know what the time is charged to, when it ended, and refuses what its setup forbids.
 */

import { isTicketTime } from '../look-up.ts'
import type { BillableOption, StandInTicket, TimeEntry } from '../records.ts'
import type { NewTimeEntry } from '../world.ts'
import type { Call } from './call.ts'
import { forbidden } from './call.ts'
import { BILL, CHARGE_TO } from './fields.ts'
import { checkTicketOpen, sendMail } from './note-rules.ts'
import { type Fields, readMember } from './read-body.ts'
import { invalid, missing, RestRefusal } from './refusal.ts'

const RESOURCE = 'timeEntry'
const DAY_MS = 86_400_000

export function readTimeEntry(call: Call, fields: Fields, before?: TimeEntry): NewTimeEntry {
  const { world } = call
  const charge = readCharge(call, fields, before)
  const member = readMember(call, fields) ?? world.member(before?.memberId) ?? call.caller
  if (member.id !== call.caller.id && call.switches.rights.addTime !== 'all') throw forbidden(call)
  const times = readTimes(call, fields, before)
  const workType =
    fields.reference('workType', active(world.records.workTypes), 'Work type')?.id ??
    before?.workTypeId ??
    world.records.workTypes.find((w) => w.overallDefaultFlag)?.id
  const workRole =
    fields.reference('workRole', active(world.records.workRoles), 'Work role')?.id ??
    before?.workRoleId ??
    world.records.workRoles[0]?.id
  return {
    ...charge,
    memberId: member.id,
    ...times,
    hoursDeduct: fields.number('hoursDeduct') ?? before?.hoursDeduct ?? 0,
    billableOption: readBillable(call, fields, before),
    workTypeId: workType ?? 0,
    workRoleId: workRole ?? 0,
    notes: fields.text('notes') ?? before?.notes,
    internalNotes: fields.text('internalNotes') ?? before?.internalNotes,
    addToDetailDescriptionFlag: flagOf(fields, before, 'addToDetailDescriptionFlag'),
    addToInternalAnalysisFlag: flagOf(fields, before, 'addToInternalAnalysisFlag'),
    addToResolutionFlag: flagOf(fields, before, 'addToResolutionFlag'),
    emailContactFlag: flagOf(fields, before, 'emailContactFlag'),
    emailResourceFlag: flagOf(fields, before, 'emailResourceFlag'),
    emailCcFlag: flagOf(fields, before, 'emailCcFlag'),
    status: before?.status ?? 'Open',
    invoice: before?.invoice,
  }
}

/** Only young entries can be changed or deleted. */
export function checkStillOpen(entry: TimeEntry) {
  if (entry.status !== 'Open' && entry.status !== 'PendingApproval')
    throw invalid(
      RESOURCE,
      'status',
      'InvalidField',
      `Time entry ${entry.id} is ${entry.status} and cannot be changed.`,
    )
}

export function mailTime(call: Call, entry: TimeEntry) {
  const to = new Set<'contact' | 'resources' | 'cc'>()
  if (entry.emailContactFlag) to.add('contact')
  if (entry.emailResourceFlag) to.add('resources')
  if (entry.emailCcFlag) to.add('cc')
  if (!isTicketTime(entry)) return
  const text = entry.notes ?? ''
  sendMail(call.world, { ticketId: entry.chargeToId, cause: 'time', causeId: entry.id, to, text })
}

type Charge = Pick<TimeEntry, 'chargeToId' | 'chargeToType' | 'companyId'>

export function readCharge(call: Call, fields: Fields, before?: TimeEntry): Charge {
  const { world } = call
  const chargeToId = fields.number('chargeToId') ?? before?.chargeToId
  const chargeToType = fields.oneOf('chargeToType', CHARGE_TO) ?? before?.chargeToType
  if (chargeToId === undefined) throw missing(RESOURCE, 'chargeToId')
  if (chargeToType === undefined) throw missing(RESOURCE, 'chargeToType')
  if (chargeToType === 'Company')
    throw invalid(
      RESOURCE,
      'chargeToType',
      'InvalidField',
      'The member may not enter time against a company.',
    )
  const ticket = isTicketTime({ chargeToType }) ? world.ticket(chargeToId) : undefined
  const isProject = ticket !== undefined && ticket.recordType !== 'ServiceTicket'
  if (!ticket || isProject !== (chargeToType === 'ProjectTicket'))
    throw invalid(RESOURCE, 'chargeToId', 'NotFound', `${chargeToType} ${chargeToId} not found`)
  checkTimeAllowed(call, ticket)
  return { chargeToId, chargeToType, companyId: ticket.companyId }
}

function checkTimeAllowed(call: Call, ticket: StandInTicket) {
  const { board, status } = call.world.resolve(ticket.id)
  if (board.timeEntryLockedFlag)
    throw new RestRefusal(400, {
      code: 'InvalidObject',
      message: `Time entry is locked on board ${board.name}.`,
      errors: [],
    })
  if (status.timeEntryNotAllowed)
    throw invalid(
      RESOURCE,
      'chargeToId',
      'InvalidField',
      `Time entry is not allowed for tickets in status ${status.name}.`,
    )
  checkTicketOpen(call, ticket)
}

type Times = Pick<TimeEntry, 'timeStart' | 'timeEnd' | 'actualHours'>

/** Where both times are known they decide; hours given beside them are ignored. */
function readTimes(call: Call, fields: Fields, before?: TimeEntry): Times {
  const timeStart = fields.date('timeStart') ?? before?.timeStart
  if (timeStart === undefined) throw missing(RESOURCE, 'timeStart')
  const timeEnd = fields.date('timeEnd') ?? before?.timeEnd
  const hours = fields.number('actualHours') ?? before?.actualHours
  checkPeriod(call, timeStart)
  if (timeEnd === undefined) {
    if (hours === undefined) throw missing(RESOURCE, 'timeEnd')
    if (hours <= 0 || hours > 24)
      throw invalid(RESOURCE, 'actualHours', 'OutOfRange', 'Hours must be between 0 and 24.')
    return { timeStart, actualHours: hours }
  }
  const ms = Date.parse(timeEnd) - Date.parse(timeStart)
  if (ms < 0)
    throw invalid(RESOURCE, 'timeEnd', 'OutOfRange', 'The end time must be after the start time.')
  if (ms > DAY_MS)
    throw invalid(RESOURCE, 'timeEnd', 'OutOfRange', 'A time entry cannot be longer than 24 hours.')
  return { timeStart, timeEnd, actualHours: Math.round(ms / 36_000) / 100 }
}

function checkPeriod({ world, switches }: Call, timeStart: string) {
  const ageMs = world.now().getTime() - Date.parse(timeStart)
  if (ageMs > switches.openTimePeriodDays * DAY_MS || ageMs < -366 * DAY_MS)
    throw invalid(
      RESOURCE,
      'timeStart',
      'InvalidField',
      `There is no open time period for ${timeStart.slice(0, 10)}. Check the reporting periods.`,
    )
}

/** Changing what is billed is a right of its own. */
function readBillable(call: Call, fields: Fields, before?: TimeEntry): BillableOption {
  const wanted = fields.oneOf('billableOption', BILL)
  if (wanted !== undefined && call.switches.rights.billableOption !== 'all')
    throw invalid(
      RESOURCE,
      'billableOption',
      'InvalidField',
      'You do not have permission to change the billable option.',
    )
  return wanted ?? before?.billableOption ?? 'Billable'
}

type TimeFlag =
  | 'addToDetailDescriptionFlag'
  | 'addToInternalAnalysisFlag'
  | 'addToResolutionFlag'
  | 'emailContactFlag'
  | 'emailResourceFlag'
  | 'emailCcFlag'

function flagOf(fields: Fields, before: TimeEntry | undefined, name: TimeFlag): boolean {
  return fields.flag(name) ?? before?.[name] ?? false
}

function active<T extends { inactiveFlag: boolean }>(list: T[]): T[] {
  return list.filter((entry) => !entry.inactiveFlag)
}
