/** Time entries, and what they may be charged with. */
import type { TimeEntry } from '../records.ts'
import {
  type Api,
  type ApiContext,
  answerCount,
  answerList,
  answerOne,
  answerRecord,
  authorOf,
  callOf,
  forbidden,
  idIn,
  needRight,
} from './call.ts'
import { timeFields, workRoleFields, workTypeFields } from './fields.ts'
import { readPatch } from './patch.ts'
import { readFields, readMember, readObject } from './read-body.ts'
import { notFound } from './refusal.ts'
import { showWorkRole, showWorkType } from './show-setup.ts'
import { showTimeEntry } from './show-tickets.ts'
import { checkStillOpen, mailTime, readCharge, readTimeEntry } from './time-rules.ts'

const PATHS = {
  settable: [
    'chargeToId',
    'chargeToType',
    'member',
    'timeStart',
    'timeEnd',
    'actualHours',
    'hoursDeduct',
    'billableOption',
    'workType',
    'workRole',
    'notes',
    'internalNotes',
    'addToDetailDescriptionFlag',
    'addToInternalAnalysisFlag',
    'addToResolutionFlag',
    'emailContactFlag',
    'emailResourceFlag',
    'emailCcFlag',
  ],
  ignored: ['id', 'company', 'enteredBy', 'dateEntered', 'status', 'invoice', 'ticket', '_info'],
}

export function mountTime(api: Api) {
  const all = (c: ApiContext) => () => {
    const { world, show } = callOf(c)
    return world.records.timeEntries.map((entry) => showTimeEntry(show, entry))
  }
  api.get('/time/entries', (c) => answerList(c, 'time', timeFields, all(c)))
  api.get('/time/entries/count', (c) => answerCount(c, 'time', timeFields, all(c)))
  api.get('/time/entries/:id{[0-9]+}', (c) => {
    const entry = callOf(c).world.timeEntry(idIn(c))
    return answerOne(c, 'time', timeFields, entry && showTimeEntry(callOf(c).show, entry))
  })
  api.post('/time/entries', (c) => {
    const call = callOf(c)
    needRight(call, 'addTime')
    const entry = call.world.addTimeEntry(
      readTimeEntry(call, readObject(call, 'timeEntry')),
      authorOf(call),
    )
    mailTime(call, entry)
    return answerRecord(c, timeFields, showTimeEntry(call.show, entry), 201)
  })
  api.post('/time/entries/defaults', (c) => {
    const call = callOf(c)
    needRight(call, 'addTime')
    const fields = readObject(call, 'timeEntry')
    const charge = readCharge(call, fields)
    const member = readMember(call, fields) ?? call.caller
    const { workTypes, workRoles } = call.world.records
    const blank: TimeEntry = {
      id: 0,
      ...charge,
      memberId: member.id,
      timeStart: fields.date('timeStart') ?? call.world.stamp(),
      actualHours: 0,
      hoursDeduct: 0,
      billableOption: 'Billable',
      workTypeId: workTypes.find((w) => w.overallDefaultFlag)?.id ?? 0,
      workRoleId: workRoles[0]?.id ?? 0,
      addToDetailDescriptionFlag: false,
      addToInternalAnalysisFlag: true,
      addToResolutionFlag: false,
      emailContactFlag: false,
      emailResourceFlag: false,
      emailCcFlag: false,
      status: 'Open',
      enteredBy: '',
      dateEntered: call.world.stamp(),
      lastUpdated: call.world.stamp(),
      updatedBy: '',
    }
    return answerRecord(c, timeFields, { ...showTimeEntry(call.show, blank), _info: {} }, 200)
  })
  api.patch('/time/entries/:id{[0-9]+}', (c) => {
    const call = callOf(c)
    const entry = editable(c)
    const wanted = readPatch(call.body, 'timeEntry', PATHS)
    const changed = readTimeEntry(call, readFields(wanted, 'timeEntry'), entry)
    call.world.updateTimeEntry(entry.id, changed, authorOf(call))
    return answerRecord(c, timeFields, showTimeEntry(call.show, entry), 200)
  })
  api.delete('/time/entries/:id{[0-9]+}', (c) => {
    const entry = editable(c)
    callOf(c).world.removeTimeEntry(entry.id, authorOf(callOf(c)))
    return c.body(null, 204)
  })
  api.get('/time/workTypes', (c) =>
    answerList(c, 'time', workTypeFields, () =>
      callOf(c).world.records.workTypes.map((w) => showWorkType(callOf(c).show, w)),
    ),
  )
  api.get('/time/workRoles', (c) =>
    answerList(c, 'time', workRoleFields, () =>
      callOf(c).world.records.workRoles.map((w) => showWorkRole(callOf(c).show, w)),
    ),
  )
}

function editable(c: ApiContext): TimeEntry {
  const call = callOf(c)
  const right = needRight(call, 'editTime')
  const entry = call.world.timeEntry(idIn(c))
  if (!entry || call.switches.rights.time === 'my') throw notFound('TimeEntry', idIn(c))
  if (right === 'my' && entry.memberId !== call.caller.id) throw forbidden(call)
  checkStillOpen(entry)
  return entry
}
