/**
 * Each repair that a finding offers takes it away: pressed here as in the panel, on a real record in
 * a real store. Where it leads to a form or into the text, what a person would say there is said.
 */
import 'fake-indexeddb/auto'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { checkNote } from '#shared/note/check-note.ts'
import { CHECKS, type CheckId, type Finding, passOver } from '#shared/note/finding.ts'
import type { NoteToCheck } from '#shared/note/note-to-check.ts'
import type { EventData, NoteKind, Outcome, TimeEntryAsked } from '#shared/session/event.ts'
import { redactIn } from '#shared/session/mask-session.ts'
import type { Ticket } from '#shared/ticket/ticket.ts'
import { openLocalStore } from '../../client/local-store.ts'
import { createSessionStore } from '../../client/session-store.ts'
import { fakeChannel, fakeLocks, fakeNetwork } from '../../client/testing/fake-browser.ts'
import { OFFLINE } from '../../client/trouble.ts'
import { type Said, toldOf, type Wanted } from './lacking.ts'
import { makeMending } from './mend-note.ts'
import { flagsOf } from './note-state.ts'
import { createNoteStore } from './note-store.ts'

const REF = {
  origin: 'https://na.myconnectwise.net',
  ticketId: 48211,
  recordType: 'service',
  readAt: '2026-06-10T13:57:00Z',
  readFrom: 'fragment',
} as const
const STAMP = { lastUpdated: null, status: 'New', owner: 'a', newest: ['note 1'] }
const OUTCOME: Outcome = {
  outcome: 'resolved',
  cause: { status: 'not_determined', text: '', confirmedBy: [] },
  verification: { text: 'The user opened the share', by: 'user' },
  nextSteps: [],
}
const TIME: TimeEntryAsked = {
  from: '2026-06-10T08:00:00Z',
  to: '2026-06-10T08:30:00Z',
  text: 'Restored the access of the user to the share and tested it with her.',
}
const state = (
  kind: 'action' | 'report' | 'observation' | 'dead_end' | 'next_step',
  text: string,
): EventData => ({
  type: 'statement_added',
  kind,
  text,
})
const finished = (outcome: Partial<Outcome> = {}): EventData => ({
  type: 'session_finished',
  outcome: { ...OUTCOME, ...outcome },
})

interface Case {
  check: CheckId
  kind: NoteKind
  record?: EventData[]
  /** The text as a person has made it; else the record's own. */
  text?: (composed: string) => string
  more?: Partial<NoteToCheck>
  time?: TimeEntryAsked
  /** What a person does where the repair has led them. */
  says?: Partial<Said>
  types?: (text: string) => string
  outcome?: Partial<Outcome>
  setsTime?: TimeEntryAsked
  /** Nothing helps here by one click. */
  isTold?: boolean
}

const OWN = (composed: string) => `${composed}\nThe vendor agreed to a refund of 417 EUR.`
const add = (line: string) => (composed: string) => `${composed}\n${line}`
const CASES: Case[] = [
  { check: 'N01', kind: 'working', text: OWN },
  { check: 'N01', kind: 'client_update', text: OWN },
  {
    check: 'N01',
    kind: 'resolution',
    text: OWN,
    record: [finished()],
    types: (t) => t.replace(/\n.*417.*/, ''),
  },
  { check: 'N02', kind: 'working', text: OWN, more: { basedOn: 0, version: 1 } },
  { check: 'N03', kind: 'working' },
  {
    check: 'N04',
    kind: 'resolution',
    more: { flags: { internal: true, discussion: true, resolution: false } },
  },
  { check: 'N05', kind: 'working', text: add('The password is Sommer2026!x') },
  {
    check: 'N05',
    kind: 'working',
    time: { ...TIME, text: 'The password is Sommer2026!x' },
    setsTime: TIME,
  },
  {
    check: 'N06',
    kind: 'working',
    text: add('İ: as at Birch Dental.'),
    more: { otherClients: ['Birch Dental'] },
  },
  { check: 'N07', kind: 'client_update', more: { mailContact: true } },
  {
    check: 'N08',
    kind: 'client_update',
    text: add('We restarted FS02.'),
    types: (t) => t.replace('FS02', 'the server'),
  },
  {
    check: 'N09',
    kind: 'working',
    text: add('User error.'),
    types: (t) => t.replace('User error.', ''),
  },
  {
    check: 'N10',
    kind: 'working',
    text: add('Checked network.'),
    types: (t) => t.replace('network.', 'network: no errors.'),
  },
  {
    check: 'N11',
    kind: 'working',
    record: [state('action', 'Rebooted')],
    says: { text: 'Rebooted; the share opened again' },
  },
  {
    check: 'N11',
    kind: 'working',
    record: [state('action', 'Rebooted'), finished()],
    isTold: true,
  },
  { check: 'N12', kind: 'working', text: OWN },
  {
    check: 'N12',
    kind: 'resolution',
    text: OWN,
    record: [finished()],
    types: (t) => t.replace(/\n.*417.*/, ''),
  },
  { check: 'N13', kind: 'working', says: { text: 'Call the user' } },
  {
    ...{ check: 'N13', kind: 'working', record: [finished({ outcome: 'workaround' })] },
    outcome: { outcome: 'workaround', nextSteps: [{ text: 'Call the user' }] },
  },
  {
    ...{ check: 'N14', kind: 'working', record: [state('next_step', 'Call the user')] },
    says: { text: 'Call the user', owner: 'Ada', due: '2026-06-12' },
  },
  {
    ...{ check: 'N14', kind: 'working', record: [finished({ nextSteps: [{ text: 'Call' }] })] },
    outcome: { nextSteps: [{ text: 'Call', owner: 'Ada', due: '2026-06-12' }] },
  },
  { check: 'N14', kind: 'working', record: [state('next_step', 'Call'), finished()], isTold: true },
  {
    ...{
      check: 'N15',
      kind: 'resolution',
      record: [finished({ verification: { text: '', by: 'nobody' } })],
    },
    outcome: {},
  },
  {
    ...{
      check: 'N16',
      kind: 'resolution',
      record: [finished({ verification: { text: 'It opens', by: 'technician' } })],
    },
    outcome: {},
  },
  {
    ...{
      check: 'N17',
      kind: 'resolution',
      record: [finished({ cause: { status: 'confirmed', text: 'DNS', confirmedBy: [] } })],
    },
    outcome: { cause: { status: 'probable', text: 'DNS', confirmedBy: [] } },
  },
  {
    ...{ check: 'N18', kind: 'working', record: [state('action', 'Restarted the file server')] },
    ...{ more: { needsAuthorisation: true }, says: { text: 'The office manager agreed' } },
  },
  {
    ...{
      check: 'N18',
      kind: 'resolution',
      record: [state('action', 'Restarted the server'), finished()],
    },
    ...{ more: { needsAuthorisation: true }, isTold: true },
  },
  {
    ...{ check: 'N19', kind: 'resolution', text: () => 'PROBLEM' },
    record: [
      state('dead_end', 'Restarting the PC with net use Z: \\\\FS02\\B /user:corp\\p Sommer2026!x'),
    ],
  },
  {
    ...{
      check: 'N20',
      kind: 'resolution',
      record: [state('report', 'It says "Access is denied"')],
    },
    ...{ text: () => 'PROBLEM', types: (t) => `${t}\nIt says "Access is denied".` },
  },
  { check: 'N21', kind: 'resolution', says: { text: 'One of 14 users, since 08:00 today' } },
  {
    check: 'N21',
    kind: 'resolution',
    text: () => 'Done',
    types: (t) => `${t}: one user since Monday.`,
  },
  {
    check: 'N22',
    kind: 'client_update',
    text: add('The GPO was wrong.'),
    types: (t) => t.replace('GPO', 'rule'),
  },
  {
    check: 'N23',
    kind: 'time_entry',
    time: { ...TIME, from: '2026-06-10T05:00:00Z' },
    text: () => 'Worked on share.',
    types: () => TIME.text,
  },
  {
    ...{ check: 'N24', kind: 'working', time: TIME },
    setsTime: { ...TIME, from: '2026-06-10T07:00:00Z', to: '2026-06-10T07:10:00Z' },
  },
  {
    check: 'N25',
    kind: 'time_entry',
    time: TIME,
    text: () => 'Remote support',
    types: () => TIME.text,
  },
  {
    check: 'N26',
    kind: 'working',
    text: () => TIME.text,
    time: TIME,
    setsTime: { ...TIME, text: 'Restored access.' },
  },
  { check: 'N27', kind: 'working', text: (t) => t.padEnd(5000, ' word'), types: () => 'Done' },
  {
    check: 'N28',
    kind: 'working',
    text: add('It broke yesterday.'),
    types: (t) => t.replace('yesterday', 'on 9 June'),
  },
  {
    check: 'N29',
    kind: 'client_update',
    text: add('We will replace the disk.'),
    says: { text: 'Replace the disk' },
  },
  {
    ...{
      check: 'N29',
      kind: 'client_update',
      record: [finished()],
      text: add('We will replace it.'),
    },
    outcome: { nextSteps: [{ text: 'Replace it' }] },
  },
  { check: 'N30', kind: 'working', more: { isUnread: true } },
]

const offers = (Object.keys(CHECKS) as CheckId[]).sort() // the keys of a constant object are its type

test('every check is here', () => {
  expect([...new Set(CASES.map(({ check }) => check))].sort()).toEqual(offers)
})

async function makeDesk(of: Case) {
  const db = openLocalStore('https://rf.example', v7(), async () => true)
  const network = fakeNetwork()
  network.set(false)
  const offline = async () => ({ ok: false as const, trouble: OFFLINE })
  const outside = {
    ...{ db, client: { ask: offline, open: offline }, locks: fakeLocks(), random: () => 0 },
    wait: () => Promise.resolve(),
    now: () => new Date().toISOString(),
  }
  const me = { kind: 'person', id: v7(), name: 'Ada' } as const
  const around = { channel: fakeChannel()(), online: network, newId: () => v7() }
  const session = createSessionStore({ ...outside, ...around, me }, v7())
  await session.load()
  const record = (data: readonly EventData[]) => {
    const done = session.record(data)
    if (!done.ok) throw new Error(done.refusal.message)
  }
  record([{ type: 'session_started', ticket: { ref: REF, summary: 'Cannot open Budget' } }])
  record(of.record ?? [])
  const note = createNoteStore(
    {
      ...{ db, session, timeZone: 'UTC', now: outside.now, newId: () => v7() },
      personId: me.id,
      posts: { add: async () => undefined },
      digest: async () => 'a'.repeat(64),
      copy: async () => true,
      insert: async () => ({ result: undefined }),
      readTicket: async () => null,
      wordsFor: () => undefined,
      startingTime: async () => null,
      later: () => () => undefined,
    },
    of.kind,
  )
  await note.turnTo(of.kind)
  const current = () => {
    const { session: now } = session.getState()
    if (!now) throw new Error('There is no session')
    return now
  }
  const textNow = () => note.getState().own?.text ?? note.compose(current()).text
  if (of.text) note.edit(of.text(textNow()))
  if (of.time) note.changeTime(of.time)
  note.see(STAMP)
  const ticketNow = { ...STAMP, status: of.check === 'N03' ? 'Closed' : 'New' }
  const isFirst = {
    flags: of.more?.flags,
    isUnread: of.more?.isUnread,
    isOld: of.more?.basedOn === 0,
  }

  /** As the desk asks it, with what the case holds beside. */
  const findings = (): Finding[] => {
    const state = note.getState()
    const composed = note.compose(current())
    const {
      flags: _flags,
      isUnread: _unread,
      basedOn: _old,
      version: _new,
      ...more
    } = of.more ?? {}
    const checked = checkNote({
      ...{ session: current(), sessionId: session.sessionId, kind: of.kind, text: textNow() },
      composed: composed.note,
      flags: isFirst.flags ?? flagsOf(state),
      mailContact: false,
      mailConfirmed: state.mailConfirmed,
      findSecrets: (words) => redactIn(current(), words).masked,
      ...(isFirst.isOld && state.own ? { basedOn: 0, version: 1 } : {}),
      ...(isFirst.isUnread && state.readText !== textNow() ? { isUnread: true } : {}),
      ...(state.seen ? { seen: state.seen, ticketNow } : {}),
      ...(state.time
        ? {
            time: {
              ...state.time,
              others: of.check === 'N24' ? [{ ...TIME, ticketId: 7 }] : [],
              before: ['Remote support'],
            },
          }
        : {}),
      ...more,
    })
    return passOver(checked, state.overridden).standing
  }
  return { note, record, current, textNow, findings, ticketNow, isFirst }
}

test.each(CASES.map((of, i) => [`${of.check} in a ${of.kind}, ${i}`, of] as const))(
  '%s',
  async (_, of) => {
    const { note, record, current, textNow, findings, ticketNow, isFirst } = await makeDesk(of)
    const mine = () => findings().filter(({ check }) => check === of.check)
    const [finding] = mine()
    if (!finding) throw new Error(`There is no ${of.check}`)
    expect(finding.repair.kind === 'tell').toBe(of.isTold === true)
    if (of.isTold) return

    const isTime = finding.repair.kind === 'open' && finding.repair.what === 'time'
    let led: 'text' | 'outcome' | Wanted | undefined
    const lead = (to: typeof led) => {
      led = to
    }
    const act = async (data: readonly EventData[]) => {
      record(data)
      return true
    }
    const ticket = { stamp: ticketNow } as Ticket // only its stamp is read
    const { repair, override } = makeMending({
      ...{ note, session: current(), ticket, text: textNow() },
      panel: { act, ask: (what) => lead(what === 'outcome' ? what : undefined) },
      timeBox: { current: null },
      startEditing: () => lead('text'),
      setTime: async () => undefined,
      askFor: lead,
    })
    if (finding.repair.kind === 'confirm') override(finding)
    else repair(finding)
    if (of.check === 'N04') isFirst.flags = undefined
    if (isTime && of.setsTime) note.changeTime(of.setsTime)
    else if (led === 'text') note.edit((of.types ?? ((text) => text))(textNow()))
    else if (led === 'outcome')
      record([{ ...finished(of.outcome), corrects: current().outcome?.at } as EventData])
    else if (led) record([toldOf(led, { text: '', owner: '', due: '', ...of.says })])
    expect(mine()).toEqual([])
  },
)
