/** Callbacks: who wants to be told of changes, and where. */
import type { Callback } from '../records.ts'
import {
  type Api,
  type ApiContext,
  answerCount,
  answerList,
  answerOne,
  answerRecord,
  authorOf,
  callOf,
  idIn,
  needRight,
} from './call.ts'
import { callbackFields } from './fields.ts'
import { readPatch } from './patch.ts'
import { type Fields, readFields, readObject } from './read-body.ts'
import { invalid, missing, notFound } from './refusal.ts'
import { showCallback } from './show-setup.ts'

const TYPES = [
  'ticket',
  'project',
  'company',
  'contact',
  'opportunity',
  'activity',
  'schedule',
  'configuration',
  'agreement',
  'invoice',
  'expense',
  'member',
  'productcatalog',
  'purchaseorder',
  'site',
  'time',
] as const
const RESOURCE = 'callbackEntry'
const PATHS = {
  settable: [
    'description',
    'url',
    'objectId',
    'type',
    'level',
    'payloadVersion',
    'inactiveFlag',
    'isSelfSuppressedFlag',
  ],
  ignored: ['id', 'memberId', 'isSoapCallbackFlag', 'connectWiseID', '_info'],
}

export function mountCallbacks(api: Api) {
  const all = (c: ApiContext) => () =>
    callOf(c).world.records.callbacks.map((callback) => showCallback(callOf(c).show, callback))

  api.get('/system/callbacks', (c) => answerList(c, 'tableSetup', callbackFields, all(c)))
  api.get('/system/callbacks/count', (c) => answerCount(c, 'tableSetup', callbackFields, all(c)))
  api.get('/system/callbacks/:id{[0-9]+}', (c) =>
    answerOne(
      c,
      'tableSetup',
      callbackFields,
      all(c)().find((r) => r.id === idIn(c)),
    ),
  )
  api.post('/system/callbacks', (c) => {
    const call = callOf(c)
    needRight(call, 'tableSetup')
    const wanted = readCallback(readObject(call, RESOURCE))
    if (call.world.records.callbacks.some((other) => isSame(other, wanted)))
      throw invalid(RESOURCE, 'objectId', 'ObjectExists', 'This callback is registered already.')
    const memberId = call.caller.id
    const added = call.world.addCallback({ ...wanted, memberId }, authorOf(call))
    return answerRecord(c, callbackFields, showCallback(call.show, added), 201)
  })
  api.patch('/system/callbacks/:id{[0-9]+}', (c) => {
    const call = callOf(c)
    const { id, ...before } = existing(c)
    const wanted = { ...before, ...readPatch(call.body, RESOURCE, PATHS) }
    const changed = readCallback(readFields(wanted, RESOURCE))
    const updated = call.world.updateCallback(id, changed, authorOf(call))
    return answerRecord(c, callbackFields, showCallback(call.show, updated), 200)
  })
  api.delete('/system/callbacks/:id{[0-9]+}', (c) => {
    const callback = existing(c)
    callOf(c).world.removeCallback(callback.id, authorOf(callOf(c)))
    return c.body(null, 204)
  })
}

function existing(c: ApiContext): Callback {
  needRight(callOf(c), 'tableSetup')
  const callback = callOf(c).world.records.callbacks.find((r) => r.id === idIn(c))
  if (!callback) throw notFound('CallbackEntry', idIn(c))
  return callback
}

type Wanted = Omit<Callback, 'id' | 'memberId' | 'lastUpdated'>

function readCallback(fields: Fields): Wanted {
  const url = fields.needText('url')
  if (!/^https?:\/\/[^\s/]+/i.test(url) || !URL.canParse(url))
    throw invalid(RESOURCE, 'url', 'InvalidField', 'Invalid URL')
  const objectId = fields.number('objectId')
  if (objectId === undefined) throw missing(RESOURCE, 'objectId')
  const type = fields.oneOf('type', TYPES)
  if (type === undefined) throw missing(RESOURCE, 'type')
  return {
    url,
    objectId,
    type,
    level: fields.needText('level'),
    description: fields.text('description', 100),
    payloadVersion: fields.text('payloadVersion'),
    inactiveFlag: fields.flag('inactiveFlag') ?? false,
    isSelfSuppressedFlag: fields.flag('isSelfSuppressedFlag') ?? false,
  }
}

function isSame(a: Wanted, b: Wanted): boolean {
  return (
    a.url === b.url &&
    a.objectId === b.objectId &&
    a.type === b.type &&
    a.level.toLowerCase() === b.level.toLowerCase()
  )
}
