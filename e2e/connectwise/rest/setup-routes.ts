/** Everything else that is read: companies, contacts, devices, boards, members, priorities. */
import {
  type Api,
  type ApiContext,
  answerCount,
  answerList,
  answerOne,
  type Call,
  callOf,
  idIn,
  type Needed,
} from './call.ts'
import {
  boardFields,
  companyFields,
  configurationFields,
  configurationStatusFields,
  configurationTypeFields,
  contactFields,
  documentFields,
  memberFields,
  memberInfoFields,
  priorityFields,
  type RecordFields,
  statusFields,
  typeFields,
} from './fields.ts'
import type { JsonRecord } from './json.ts'
import { notFound, RestRefusal } from './refusal.ts'
import {
  configurationStatuses,
  configurationTypes,
  showBoard,
  showCompany,
  showConfiguration,
  showContact,
  showMember,
  showMemberInfo,
  showPriority,
  showStatus,
  showType,
} from './show-setup.ts'
import { showDocument } from './show-tickets.ts'

export function mountSetup(api: Api) {
  const table = (
    path: string,
    right: Needed,
    fields: RecordFields,
    records: (call: Call) => JsonRecord[],
  ) => {
    const all = (c: ApiContext) => () => records(callOf(c))
    api.get(path, (c) => answerList(c, right, fields, all(c)))
    api.get(`${path}/count`, (c) => answerCount(c, right, fields, all(c)))
    api.get(`${path}/:id{[0-9]+}`, (c) =>
      answerOne(
        c,
        right,
        fields,
        records(callOf(c)).find((r) => r.id === idIn(c)),
      ),
    )
  }

  table('/company/companies', 'companies', companyFields, ({ world, show }) =>
    world.records.companies.map((company) => showCompany(show, company)),
  )
  table('/company/contacts', 'contacts', contactFields, ({ world, show }) =>
    world.records.contacts.map((contact) => showContact(show, contact)),
  )
  table(
    '/company/configurations/types',
    'configurations',
    configurationTypeFields,
    configurationTypes,
  )
  table(
    '/company/configurations/statuses',
    'configurations',
    configurationStatusFields,
    configurationStatuses,
  )
  table('/company/configurations', 'configurations', configurationFields, (call) =>
    call.world.records.configurations.map((device) =>
      showConfiguration(call.show, device, call.switches.rights.displayPasswords === 'all'),
    ),
  )
  table('/service/priorities', 'boards', priorityFields, ({ world, show }) =>
    world.records.priorities.map((priority) => showPriority(show, priority)),
  )
  table('/service/boards', 'boards', boardFields, ({ world, show }) =>
    world.records.boards.map((board) => showBoard(show, board)),
  )
  table('/system/members', 'members', memberFields, ({ world, show }) =>
    world.records.members.filter((m) => !m.builtIn).map((member) => showMember(show, member)),
  )
  // The light list needs no right of its own.
  table('/system/info/members', 'nothing', memberInfoFields, ({ world, show }) =>
    world.records.members.filter((m) => !m.builtIn).map((member) => showMemberInfo(show, member)),
  )
  mountBoards(api)
  mountDocuments(api)
}

function mountBoards(api: Api) {
  const boardOf = (c: ApiContext) => {
    const board = callOf(c).world.board(idIn(c, 'boardId'))
    if (!board) throw notFound('Board', idIn(c, 'boardId'))
    return board
  }
  const statuses = (c: ApiContext) => () => {
    const board = boardOf(c)
    return board.statuses.map((status) => showStatus(callOf(c).show, board, status))
  }
  const types = (c: ApiContext) => () => {
    const board = boardOf(c)
    return board.types.map((type) => showType(callOf(c).show, board, type))
  }
  const base = '/service/boards/:boardId{[0-9]+}'
  api.get(`${base}/statuses`, (c) => answerList(c, 'boards', statusFields, statuses(c)))
  api.get(`${base}/statuses/count`, (c) => answerCount(c, 'boards', statusFields, statuses(c)))
  api.get(`${base}/statuses/:id{[0-9]+}`, (c) =>
    answerOne(
      c,
      'boards',
      statusFields,
      statuses(c)().find((s) => s.id === idIn(c)),
    ),
  )
  api.get(`${base}/types`, (c) => answerList(c, 'boards', typeFields, types(c)))
}

function mountDocuments(api: Api) {
  api.get('/system/documents', (c) => {
    const { recordType, recordId } = c.req.query()
    if (!recordType || !recordId)
      throw new RestRefusal(400, {
        code: 'InvalidArgument',
        message: 'recordType and recordId are required.',
      })
    const { world, show } = callOf(c)
    return answerList(c, 'documents', documentFields, () =>
      recordType === 'Ticket'
        ? world.documentsOf(Number(recordId)).map((document) => showDocument(show, document))
        : [],
    )
  })
  api.get('/system/info', (c) => {
    return c.json(systemInfo(callOf(c).cloud))
  })
}

export function systemInfo(isCloud: boolean): JsonRecord {
  return {
    version: 'v2026.4.105333',
    isCloud,
    serverTimeZone: 'Eastern Standard Time',
    licenseBits: [],
    ...(isCloud ? { cloudRegion: 'NA' } : {}),
    maxWorkFlowRecordsAllowed: 250,
  }
}
