import { describe, expect, test } from 'vitest'
import type { NoteKind, Outcome } from '../session/event.ts'
import { foldSession } from '../session/fold-session.ts'
import { makeFlow, publish } from '../testing/make-flow.ts'
import { laterEvent, makeOutcome, ROBIN, testId } from '../testing/make-session.ts'
import { walkIn } from '../testing/walker.ts'
import { checkNote } from './check-note.ts'
import { composeNote } from './compose-note.ts'
import { renderPlain } from './render.ts'

const says = (text: string, kind = 'action') => ({ kind, text })
const ONBOARDING = publish(
  makeFlow(
    'joining',
    {
      agreed: {
        ...{ kind: 'step', title: 'Get the approval', group: 'Before', isMandatory: true },
        says: says('The manager approved the request.', 'authorisation'),
      },
      account: {
        ...{ kind: 'step', title: 'Create the account', group: 'Account', ready: 'the account' },
        says: says('Account created.'),
      },
      phone: { kind: 'step', title: 'Order the phone', group: 'Account', ready: 'the phone' },
      laptop: {
        ...{ kind: 'step', title: 'Enrol the laptop', group: 'Device', isMandatory: true },
        ready: 'the laptop',
      },
    },
    { kind: 'procedure', name: 'New employee' },
  ),
)
const settings = { timeZone: 'UTC', sessionId: testId(0x5e5) }

function worked(outcome?: Partial<Outcome>) {
  const walk = walkIn([ONBOARDING])
  walk.start('joining')
  walk.tick('agreed')
  walk.tick('account')
  const own = walk.insert('Tell the reception', 'account')
  walk.tick(own)
  walk.tick('phone', { kind: 'not_applicable', text: 'works from the office' })
  if (!outcome) return walk.session()
  const finished = { type: 'session_finished' as const, outcome: makeOutcome(outcome) }
  const event = { id: testId(0xffe), at: '2026-06-10T15:00:00Z', by: ROBIN, data: finished }
  const { session } = foldSession([event], walk.session())
  if (!session) throw new Error('Nothing was started.')
  return session
}
const textOf = (kind: NoteKind, session = worked()) =>
  renderPlain(composeNote(session, kind, settings))

describe('for whoever goes on', () => {
  test('each group tells what was done, left out and is open', () => {
    expect(textOf('working')).toMatchInlineSnapshot(`
      "STATUS
      In progress: 4 of 5 steps of “New employee” settled; next: Enrol the laptop.

      BEFORE
      13:57 The manager approved the request.

      ACCOUNT
      13:57 Account created.
      13:57 Tell the reception: done.
      13:57 Order the phone: not applicable, works from the office.

      DEVICE
      Open, to be settled: Enrol the laptop."
    `)
  })

  test('the resolution asks for no cause', () => {
    const text = textOf('resolution', worked({ outcome: 'done' }))
    expect(text).toMatchInlineSnapshot(`
      "REQUEST
      The problem was not described.

      BEFORE
      13:57 The manager approved the request.

      ACCOUNT
      13:57 Account created.
      13:57 Tell the reception: done.
      13:57 Order the phone: not applicable, works from the office.

      DEVICE
      Open, to be settled: Enrol the laptop.

      RESULT
      Done.
      Confirmed with the user: the user opened and saved a file."
    `)
    expect(text).not.toMatch(/CAUSE/)
  })
})

test('what did not help beside the list is told as that', () => {
  const tried = laterEvent({
    ...{ type: 'statement_added', kind: 'dead_end', text: 'Restarting the laptop' },
  })
  const { session } = foldSession([tried], worked())
  if (!session) throw new Error('It does not fold.')
  expect(textOf('resolution', session)).toMatch(/\d\d:\d\d Did not help: Restarting the laptop\.$/m)
})

test('the client reads what is ready and what is still to come', () => {
  expect(textOf('client_update')).toContain('Ready: the account. Still to come: the laptop.')
})

test('a time entry says how far it went', () => {
  expect(textOf('time_entry')).toContain('4 of 5 steps of “New employee” settled')
})

test.each<NoteKind>(['working', 'resolution'])(
  '%s: every line is known to rest on the record',
  (kind) => {
    const session = worked({ outcome: 'done' })
    const composed = composeNote(session, kind, settings)
    const found = checkNote({
      ...{ kind, text: renderPlain(composed), session, composed },
      ...{ sessionId: settings.sessionId, mailContact: false, mailConfirmed: false },
      flags: { discussion: false, internal: true, resolution: false },
      findSecrets: () => [],
    })
    const checks = found.map(({ check }) => check)
    for (const check of ['N01', 'N13', 'N17', 'N21', 'N27']) expect(checks).not.toContain(check)
  },
)
