/**
 * A question for each route that its schema accepts, about records that a test names.
 *
 * Whoever adds a route says here how it is asked. Tests that go over every route (who may,
 * which team, odd input) then ask it too; one without a line here fails them.
 */
import { makeEvent, said } from './make-events.ts'

/** The records that paths name. */
export interface Subjects {
  personId: string
  signInId: string
  sessionId: string
  writeId: string
  turnId: string
  questionId: string
  scriptId: string
  articleId: string
  stepId: string
  draftId: string
  planId: string
  batchId: string
  handoffId: string
  proposalId: string
  attachmentId: string
  documentId: string
  version: string
  memberId: number
  ticketId: number
  /** The author of events: whoever asks. */
  by: { id: string; name: string }
  /** For what has to be new. */
  newId: () => string
}

/** Records that nobody has, but for those that are named. */
export const makeSubjects = (
  known: Partial<Subjects> & Pick<Subjects, 'by' | 'newId'>,
): Subjects => ({
  personId: known.newId(),
  signInId: known.newId(),
  sessionId: known.newId(),
  writeId: known.newId(),
  turnId: known.newId(),
  questionId: known.newId(),
  scriptId: known.newId(),
  articleId: known.newId(),
  stepId: known.newId(),
  draftId: known.newId(),
  planId: known.newId(),
  batchId: known.newId(),
  handoffId: known.newId(),
  proposalId: known.newId(),
  attachmentId: known.newId(),
  documentId: known.newId(),
  version: 'd'.repeat(64),
  memberId: 1,
  ticketId: 70123,
  ...known,
})

const SITE = 'https://na.myconnectwise.net'
const CONNECTION = {
  site: 'http://localhost:9',
  companyId: 'northwind',
  publicKey: 'public-key-of-a-test',
  privateKey: 'private-key-of-a-test',
}

export const LIBRARY_STEP = { title: 'Tell the user', links: [], commands: [], asks: [] }

/** Parts of the path; the rest goes into the query or the body. */
type Question = Record<string, unknown>

export const QUESTIONS: Record<string, (subject: Subjects) => Question> = {
  'POST /sessions/:sessionId/handoffs': ({ sessionId, newId }) => ({
    ...{ sessionId, handoffId: newId(), at: '2026-03-02T09:00:00Z', intent: 'escalate' },
    ...{ reason: 'Beyond me', toId: null, timeZone: 'UTC', words: {}, note: null },
  }),
  'POST /handoffs/:handoffId/pickup': ({ handoffId, newId }) => ({
    ...{ handoffId, eventId: newId(), at: '2026-03-02T09:00:00Z' },
  }),
  'GET /first-level-walks/to-validate': () => ({}),
  'GET /sessions/:sessionId/way': ({ sessionId }) => ({ sessionId }),
  'GET /handoffs': () => ({}),
  'GET /handoffs/:handoffId': ({ handoffId }) => ({ handoffId }),
  'GET /health': () => ({}),
  'GET /ready': () => ({}),
  'POST /sign-in': ({ newId }) => ({ email: `${newId()}@team.example`, password: 'a guess' }),
  'POST /sign-in/refresh': () => ({ refreshToken: 'x'.repeat(43) }),
  'POST /sign-out': () => ({ refreshToken: 'x'.repeat(43) }),
  'GET /me': () => ({}),
  'GET /me/notices': () => ({}),
  'POST /me/notices/read': ({ newId }) => ({ ids: [newId()] }),
  'GET /me/notice-wishes': () => ({}),
  'PUT /me/notice-wishes': () => ({ mailed: [], inBrowser: false, quietHours: null }),
  'GET /notice-channels': () => ({}),
  'PUT /notice-channels/:kind': () => ({ kind: 'slack', address: 'https://hooks.invalid/asked' }),
  'DELETE /notice-channels/:kind': () => ({ kind: 'slack' }),
  'POST /notice-channels/:kind/test': () => ({ kind: 'slack' }),
  'GET /notice-deliveries': () => ({}),
  'POST /notice-deliveries/:id/again': ({ newId }) => ({ id: newId() }),
  'POST /me/password': () => ({ current: 'not this one', next: 'nineteen quiet harbours' }),
  'POST /me/proof': () => ({ password: 'not this one' }),
  'GET /me/sign-ins': () => ({}),
  'DELETE /me/sign-ins/:signInId': ({ signInId }) => ({ signInId }),
  'GET /people': () => ({}),
  'POST /people': ({ newId }) => ({
    email: `${newId()}@team.example`,
    name: 'Somebody New',
    role: 'viewer',
    password: 'nineteen quiet harbours',
  }),
  'PATCH /people/:personId': ({ personId }) => ({ personId, name: 'Another Name' }),
  'DELETE /people/:personId': ({ personId }) => ({ personId }),
  'POST /people/:personId/password': ({ personId }) => ({
    personId,
    password: 'nineteen quiet harbours',
  }),
  'GET /audit': () => ({}),
  'GET /flows': () => ({}),
  'GET /flows/versions/:version': ({ version }) => ({ version }),
  'GET /flows/search': () => ({ q: 'share' }),
  'GET /flows/:flowId/answers-taken': ({ newId }) => ({ flowId: newId() }),
  'DELETE /flows/:flowId': ({ newId }) => ({ flowId: newId() }),
  'GET /removed-flows': () => ({}),
  'POST /removed-flows/:flowId/back': ({ newId }) => ({ flowId: newId() }),
  'GET /flows-at-hand': () => ({ client: 'Adler & Partner' }),
  'PUT /flows/:flowId/favourite': ({ newId }) => ({ flowId: newId(), isFavourite: true }),
  'PUT /flows/:flowId/folder': ({ newId }) => ({ flowId: newId(), folder: ['Printing', 'North'] }),
  'POST /flow-folders/move': () => ({ from: ['Printing'], to: ['Paper', 'Printing'] }),
  'GET /flows/:flowId/versions': ({ newId }) => ({ flowId: newId() }),
  'GET /flows/:flowId/ratings': ({ newId }) => ({ flowId: newId() }),
  'GET /client-facts': () => ({ client: 'Adler & Partner' }),
  'PUT /client-facts': () => ({
    ...{ client: 'Adler & Partner', name: 'file_server' },
    ...{ value: 'fs01', knew: [] },
  }),
  'DELETE /client-facts': () => ({
    ...{ client: 'Adler & Partner', name: 'file_server', value: 'fs01' },
  }),
  'GET /tried-before': () => ({
    ...{ client: 'Adler & Partner', summary: 'Cannot open the Budget folder' },
    ...{ origin: SITE, ticketId: 48211 },
  }),
  'POST /sessions/:sessionId/events': ({ sessionId, by }) => ({
    sessionId,
    after: 0,
    events: [makeEvent(by, said('asked of each route'))],
  }),
  'GET /sessions/:sessionId/events': ({ sessionId }) => ({ sessionId }),
  'GET /sessions': () => ({}),
  'GET /session-owners': () => ({}),
  'GET /sessions/:sessionId/record-check': ({ sessionId }) => ({ sessionId }),
  'GET /sessions/:sessionId/documents': ({ sessionId }) => ({ sessionId }),
  'GET /sessions/:sessionId/documents/:documentId': ({ sessionId, documentId }) => ({
    sessionId,
    documentId,
  }),
  'GET /psa/connection': () => ({}),
  'PUT /psa/connection': () => CONNECTION,
  'POST /psa/connection/test': () => ({ connection: CONNECTION }),
  'DELETE /psa/connection': () => ({}),
  'GET /psa/members': () => ({}),
  'PUT /psa/members/:memberId': ({ memberId, personId }) => ({ memberId, personId }),
  'GET /psa/configurations': () => ({ client: 'Adler & Partner' }),
  'GET /psa/work-types': () => ({}),
  'GET /tickets/:ticketId': ({ ticketId }) => ({ ticketId, origin: SITE, recordType: 'service' }),
  'POST /tickets/summary': ({ ticketId }) => ({ ticketId, origin: SITE, recordType: 'service' }),
  'POST /sessions/:sessionId/notes': ({ sessionId, writeId, ticketId }) => ({
    sessionId,
    writeId,
    noteKind: 'working',
    ticket: {
      origin: SITE,
      ticketId,
      recordType: 'service',
      readAt: '2026-03-02T09:00:00.000Z',
      readFrom: 'fragment',
    },
    text: 'STATUS: the share opens again\nNEXT: ask the user tomorrow',
    flags: { discussion: false, internal: true, resolution: false },
    mailContact: false,
    time: null,
    seen: null,
  }),
  'POST /sessions/:sessionId/previews': ({ sessionId }) => ({
    sessionId,
    noteKind: 'working',
    timeZone: 'UTC',
  }),
  'GET /sessions/:sessionId/notes/:writeId': ({ sessionId, writeId }) => ({ sessionId, writeId }),
  'POST /sessions/:sessionId/notes/:writeId/retry': ({ sessionId, writeId }) => ({
    sessionId,
    writeId,
  }),
  'POST /sessions/:sessionId/turns': ({ sessionId, newId }) => ({
    sessionId,
    turnId: newId(),
    cause: 'recorded',
  }),
  'POST /sessions/:sessionId/turns/:turnId/stop': ({ sessionId, turnId }) => ({
    sessionId,
    turnId,
  }),
  'GET /sessions/:sessionId/turns/live': ({ sessionId }) => ({ sessionId }),
  'GET /sessions/:sessionId/suggested-fixes/active': ({ sessionId }) => ({ sessionId }),
  'PUT /sessions/:sessionId/attachments/:attachmentId': ({ sessionId, attachmentId }) => ({
    sessionId,
    attachmentId,
  }),
  'GET /sessions/:sessionId/attachments/:attachmentId': ({ sessionId, attachmentId }) => ({
    sessionId,
    attachmentId,
  }),
  'GET /chat/questions': () => ({}),
  'POST /chat/questions': ({ newId }) => ({
    questionId: newId(),
    text: 'What do we do when a share is denied?',
  }),
  'POST /chat/questions/:questionId/stop': ({ questionId }) => ({ questionId }),
  'DELETE /chat/questions': () => ({}),
  'GET /chat/live': () => ({}),
  'GET /scripts': () => ({}),
  'PUT /scripts/:scriptId': ({ scriptId }) => ({
    scriptId,
    basedOn: 1,
    state: 'draft',
    content: {
      name: 'Restart the spooler',
      summary: '',
      shell: 'powershell',
      safety: 'changes',
      text: 'Restart-Service Spooler',
      parameters: [],
    },
  }),
  'GET /scripts/:scriptId/versions': ({ scriptId }) => ({ scriptId }),
  'DELETE /scripts/:scriptId': ({ scriptId }) => ({ scriptId }),
  'POST /scripts/:scriptId/generate': ({ scriptId, sessionId, newId }) => ({
    scriptId,
    sessionId,
    generationId: newId(),
    revision: 1,
    values: {},
  }),
  'GET /library-steps': () => ({ q: 'mailbox' }),
  'GET /library-steps/:stepId': ({ stepId }) => ({ stepId }),
  'PUT /library-steps/:stepId': ({ stepId }) => ({
    ...{ stepId, basedOn: 1, visibility: 'author', content: LIBRARY_STEP },
  }),
  'DELETE /library-steps/:stepId': ({ stepId }) => ({ stepId }),
  'PUT /library-steps/:stepId/review': ({ stepId }) => ({
    stepId,
    stars: 4,
    text: 'Saves a call.',
  }),
  'GET /proposals': () => ({}),
  'GET /proposals/:proposalId': ({ proposalId }) => ({ proposalId }),
  'POST /proposals/:proposalId/acceptance': ({ proposalId }) => ({
    ...{ proposalId, revision: 1, accepted: ['open/own-step'], further: [], reason: 'Seen twice' },
  }),
  'POST /proposals/:proposalId/decline': ({ proposalId }) => ({
    ...{ proposalId, revision: 1, reason: 'Only for one site' },
  }),
  'POST /sessions/:sessionId/offer': ({ sessionId }) => ({ sessionId }),
  'GET /numbers': () => ({}),
  'GET /numbers/failing-branches': () => ({}),
  'GET /numbers/flows/:flowId': ({ newId }) => ({ flowId: newId() }),
  'GET /maintenance-plans': () => ({}),
  'PUT /maintenance-plans/:planId': ({ planId, newId }) => ({
    ...{ planId, basedOn: 1, flowId: newId(), name: 'Servers', client: 'Adler & Partner' },
    ...{ targets: [{ name: 'ADL-DC01' }], schedule: null, isPaused: false },
  }),
  'DELETE /maintenance-plans/:planId': ({ planId }) => ({ planId }),
  'POST /maintenance-plans/:planId/batches': ({ planId, newId }) => ({ planId, batchId: newId() }),
  'GET /maintenance-batches': () => ({}),
  'GET /maintenance-batches/:batchId': ({ batchId }) => ({ batchId }),
  'POST /maintenance-batches/:batchId/targets/:position/start': ({ batchId }) => ({
    batchId,
    position: 1,
  }),
  'POST /maintenance-batches/:batchId/targets/:position/leave-out': ({ batchId }) => ({
    ...{ batchId, position: 1, reason: 'Retired in spring' },
  }),
  'GET /maintenance-batches/:batchId/results': ({ batchId }) => ({ batchId }),
  'GET /articles': () => ({}),
  'GET /articles/:articleId': ({ articleId }) => ({ articleId }),
  'PUT /articles/:articleId': ({ articleId }) => ({
    articleId,
    basedOn: 1,
    title: 'Printers of the front desk',
    text: '# Queue\nStop the spooler first.',
  }),
  'DELETE /articles/:articleId': ({ articleId }) => ({ articleId }),
  'GET /drafts': () => ({}),
  'POST /flow-descriptions': ({ newId }) => ({
    descriptionId: newId(),
    text: 'Is the printer on?\n  Yes: Done\n  No: Switch it on',
  }),
  'GET /drafts/:draftId': ({ draftId }) => ({ draftId }),
  'PUT /drafts/:draftId': ({ draftId }) => ({
    ...{ draftId, basedOn: 1, of: null },
    content: {
      ...{ slug: 'printers', name: 'Printers', kind: 'troubleshooting', summary: '' },
      ...{ category: 'Printing', words: ['spooler'], start: 'ask' },
      variables: [{ name: 'server', label: 'Print server', keep: 'client' }],
      nodes: [
        {
          ...{ id: 'ask', kind: 'question', title: 'Does {server} answer?' },
          choices: [{ id: 'yes', label: 'Yes', says: { kind: 'test', text: 'It answers.' } }],
        },
        { id: 'end', kind: 'end', title: 'Done', ending: 'resolved' },
      ],
      edges: [{ id: 'ask-yes', from: 'ask', choice: 'yes', to: 'end' }],
    },
  }),
  'DELETE /drafts/:draftId': ({ draftId }) => ({ draftId }),
  'POST /drafts/:draftId/publish': ({ draftId }) => ({ draftId, revision: 1 }),
  'GET /assistant': () => ({}),
  'GET /assistant/settings': () => ({}),
  'PUT /assistant/key': () => ({ apiKey: 'sk-ant-of-a-test' }),
  'DELETE /assistant/key': () => ({}),
  'POST /assistant/key/test': () => ({}),
  'PUT /assistant/limits': () => ({
    monthlyLimitMicro: 20_000_000,
    sessionLimitMicro: null,
    turnsPerMinute: null,
    redactionPolicy: 'keep_hosts',
    inferenceGeo: null,
  }),
  'GET /assistant/spending': () => ({}),
  'GET /assistant/note-words': () => ({}),
  'GET /assistant/fix-scores': () => ({}),
  'GET /assistant/guidance': () => ({}),
  'PUT /assistant/guidance': () => ({ basedOn: 0, text: 'We change switches after 18:00 only.' }),
  'GET /client-names': () => ({}),
  'GET /note-check-rule': () => ({}),
  'PUT /note-check-rule': () => ({ basedOn: 0, levels: { N10: 'block' }, roundUpTo: 15 }),
  'GET /authorisation-rule': () => ({}),
  'PUT /authorisation-rule': () => ({ basedOn: 0, whose: 'named', clients: ['Pelican Row'] }),
  'GET /sessions/:sessionId/cost': ({ sessionId }) => ({ sessionId }),
}

/** A question as it travels: address with query, and body. */
export function putQuestion(
  method: string,
  path: string,
  question: Question,
): { path: string; body?: unknown } {
  const rest = { ...question }
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = String(rest[name])
    delete rest[name]
    return encodeURIComponent(value)
  })
  if (method === 'POST' || method === 'PUT' || method === 'PATCH') {
    return { path: filled, body: rest }
  }
  const query = new URLSearchParams(
    Object.entries(rest).map(([name, value]) => [name, String(value)]),
  ).toString()
  return { path: query ? `${filled}?${query}` : filled }
}
