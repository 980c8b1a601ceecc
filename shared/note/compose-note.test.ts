import { describe, expect, test } from 'vitest'
import { ledgerOf } from '../session/ledger.ts'
import { makeRecord, SAM, testId } from '../testing/make-session.ts'
import { composeNote } from './compose-note.ts'
import { renderPlain } from './render.ts'
import { traceText } from './trace-text.ts'

const settings = { timeZone: 'UTC', sessionId: testId(999) }

/** The invented case of the Budget folder: a dead end, a confirmed cause, a call to the user. */
function budgetFolder() {
  const r = makeRecord({ summary: 'Cannot open the Budget folder' })
  r.state(
    'report',
    'Since 13:40 Petra Adler (Finance, 1 of 14 users) gets "Access is denied" (0x80070005) on \\\\FS02\\Budget',
  )
  r.step('Name and port', 'Reachable', 'observation', 'FS02 answers on port 445')
  r.state('dead_end', 'Removing and adding the mapped drive again changed nothing')
  r.step(
    'Share and NTFS rights',
    'Rights fine',
    'observation',
    'Finance-RW has Change on the share and Modify on the folder',
  )
  const token = r.step(
    'Groups in the token',
    'Missing',
    'test',
    'whoami /groups on PC-FIN-07 did not list Finance-RW',
  )
  r.state('action', 'Signed the user out and in again')
  r.state('communication', 'Told the user to sign out and in after access changes')
  r.finish({
    cause: {
      status: 'confirmed',
      text: 'The sign-in was older than the new group membership',
      confirmedBy: [token],
    },
    nextSteps: [
      { text: 'Add this to the access request reply', owner: 'R. Kern', due: '2026-06-12' },
    ],
  })
  return r
}

describe('the resolution', () => {
  test('tells problem, what was confirmed, cause and resolution, in this order', () => {
    expect(renderPlain(composeNote(budgetFolder().session(), 'resolution', settings))).toBe(`PROBLEM
Cannot open the Budget folder.
Since 13:40 Petra Adler (Finance, 1 of 14 users) gets "Access is denied" (0x80070005) on \\\\FS02\\Budget.

WHAT WE CONFIRMED
13:59 FS02 answers on port 445.
14:01 Finance-RW has Change on the share and Modify on the folder.
14:02 whoami /groups on PC-FIN-07 did not list Finance-RW.
14:00 Did not help: Removing and adding the mapped drive again changed nothing.

ROOT CAUSE (confirmed)
The sign-in was older than the new group membership.
Shown by: whoami /groups on PC-FIN-07 did not list Finance-RW (14:02).

RESOLUTION
14:03 Signed the user out and in again.
14:04 Told the user to sign out and in after access changes.
Resolved.
Confirmed with the user: the user opened and saved a file.
Next: Add this to the access request reply - R. Kern, by 2026-06-12.`)
  })

  test('has its four headings even when nothing is known, and says so', () => {
    const note = composeNote(makeRecord().session(), 'resolution', settings)
    expect(note.sections.map((s) => s.heading)).toEqual([
      'PROBLEM',
      'WHAT WE CONFIRMED',
      'ROOT CAUSE (not determined)',
      'RESOLUTION',
    ])
    expect(renderPlain(note)).toContain('Nothing was confirmed.')
    expect(renderPlain(note)).toContain('Not determined.')
  })

  test('leaves out what nobody has confirmed and what one went back over', () => {
    const r = makeRecord()
    const wrong = r.step('Reachable?', 'No', 'observation', 'FS02 does not answer on port 445')
    r.add({ type: 'went_back', toStepId: wrong })
    r.step('Reachable?', 'Yes', 'observation', 'FS02 answers on port 445')
    r.add(
      { type: 'statement_added', kind: 'observation', text: 'The server is probably infected' },
      { by: { kind: 'assistant' } },
    )
    const text = renderPlain(composeNote(r.session(), 'resolution', settings))
    expect(text).toContain('FS02 answers on port 445')
    expect(text).not.toContain('does not answer')
    expect(text).not.toContain('infected')
  })

  test('keeps an action that was taken before one went back', () => {
    const r = makeRecord()
    const step = r.step('Restart', 'Done', 'action', 'Restarted the spooler')
    r.add({ type: 'went_back', toStepId: step })
    expect(renderPlain(composeNote(r.session(), 'resolution', settings))).toContain(
      'Restarted the spooler',
    )
  })

  test('lists the pages that were consulted', () => {
    const r = makeRecord()
    r.add({ type: 'link_opened', title: 'Error codes', url: 'https://learn.microsoft.com/fslogix' })
    r.step('Log', 'Error 5', 'observation', 'The log shows Windows code 5')
    expect(renderPlain(composeNote(r.session(), 'resolution', settings))).toContain(
      'Consulted: Error codes (https://learn.microsoft.com/fslogix)',
    )
  })
})

describe('every kind', () => {
  test('rests each sentence on something of the record', () => {
    const r = budgetFolder()
    const session = r.session()
    const known = new Set([settings.sessionId, ...r.events.map((e) => e.id)])
    for (const kind of ['working', 'resolution', 'client_update', 'time_entry'] as const) {
      for (const section of composeNote(session, kind, settings).sections) {
        for (const sentence of section.sentences) {
          expect(sentence.evidence.length, sentence.text).toBeGreaterThan(0)
          for (const id of sentence.evidence) expect(known.has(id), sentence.text).toBe(true)
        }
      }
    }
  })

  test('gives the same bytes for the same record', () => {
    const [one, two] = [budgetFolder().session(), budgetFolder().session()]
    for (const kind of ['working', 'resolution', 'client_update', 'time_entry'] as const) {
      expect(composeNote(one, kind, settings)).toEqual(composeNote(two, kind, settings))
    }
  })

  test('loses the sentence when its statement is withdrawn', () => {
    const r = budgetFolder()
    const open = makeRecord()
    const id = open.state('observation', 'Disk C: has 7.2 GB free')
    expect(renderPlain(composeNote(open.session(), 'working', settings))).toContain('7.2 GB')
    open.add({ type: 'statement_withdrawn', statementId: id })
    expect(renderPlain(composeNote(open.session(), 'working', settings))).not.toContain('7.2 GB')
    expect(r.session().status).toBe('finished')
  })
})

describe('the other texts', () => {
  test('a working note says where it stands, for whom it waits, and what is next', () => {
    const r = makeRecord()
    r.state('observation', 'Queue holds 14 jobs')
    r.state('dead_end', 'Clearing the queue: the jobs came back')
    r.state('hypothesis', 'The driver crashes on the second page')
    r.add({
      type: 'statement_added',
      kind: 'next_step',
      text: 'Call the vendor',
      owner: 'S. Ode',
      due: '2026-06-11',
    })
    r.add({ type: 'paused', waitingFor: 'the vendor', until: '2026-06-11T08:00:00Z' })
    expect(renderPlain(composeNote(r.session(), 'working', settings))).toBe(`STATUS
Waiting for the vendor since 2026-06-10 14:02, next attempt 2026-06-11 08:00.

SEEN
13:58 Queue holds 14 jobs.

NOT HELPFUL
13:59 Clearing the queue: the jobs came back.

SUSPECT
The driver crashes on the second page.

NEXT
Next: Call the vendor - S. Ode, by 2026-06-11.`)
  })

  test('a client update holds nothing of the search', () => {
    const r = makeRecord()
    r.state('observation', 'FS02 answers on port 445')
    r.finish({ told: 'You need to sign out and in once after access changes' })
    const text = renderPlain(composeNote(r.session(), 'client_update', settings))
    expect(text).toBe(
      '“Cannot open the Budget folder” is resolved. You need to sign out and in once after access changes. Confirmed with you: the user opened and saved a file.',
    )
  })

  test('a report in the words of the ticket’s title is told once, and rests on both', () => {
    const r = makeRecord({ summary: 'Cannot open the Budget folder' })
    r.state('report', 'Cannot open the Budget folder.')
    r.state('report', 'Since 13:40')
    const [first] = composeNote(r.session(), 'resolution', settings).sections
    expect(first?.sentences.map(({ text }) => text)).toEqual([
      'Cannot open the Budget folder.',
      'Since 13:40.',
    ])
    expect(first?.sentences[0]?.evidence).toHaveLength(2)
  })

  test('of two who worked on it a time entry tells what its writer did', () => {
    const r = makeRecord()
    r.state('action', 'Restarted the spooler')
    r.add({ type: 'part_taken' }, { by: SAM })
    const said = { type: 'statement_added', kind: 'action', text: 'Replaced the cable' } as const
    r.add(said, { by: SAM })
    const tell = (personId?: string) =>
      renderPlain(
        composeNote(r.session(), 'time_entry', {
          ...settings,
          ...(personId ? { personId } : {}),
        }),
      )
    const sams = tell(SAM.kind === 'person' ? SAM.id : '')
    expect(sams).toContain('Replaced the cable')
    expect(sams).not.toContain('spooler')
    expect(tell()).toContain('spooler')
  })

  test('a time entry is whole sentences within its length, however much was done', () => {
    const r = makeRecord()
    for (let i = 0; i < 40; i += 1)
      r.state('action', `Changed the setting number ${i} of the profile`)
    r.finish()
    const text = renderPlain(composeNote(r.session(), 'time_entry', settings))
    expect(text.length).toBeLessThanOrEqual(300)
    expect(text).toMatch(/^Resolved “Cannot open the Budget folder”\. Changed the setting number 0/)
    expect(text).toMatch(/\.$/)
  })
})

describe('times', () => {
  const overTwoDays = () => {
    const r = makeRecord()
    r.state('observation', 'Queue holds 14 jobs')
    r.add(
      { type: 'statement_added', kind: 'action', text: 'Restarted the spooler' },
      { minutesLater: 18 * 60 },
    )
    return r
  }

  test('have their day where the work took more than one', () => {
    for (const kind of ['working', 'resolution', 'escalation'] as const) {
      const text = renderPlain(composeNote(overTwoDays().session(), kind, settings))
      expect(text).toContain('2026-06-10 13:58 Queue holds 14 jobs.')
      expect(text).toContain('2026-06-11 07:58 Restarted the spooler.')
    }
  })

  test('are of the reader’s day: what crosses midnight in one zone does not in another', () => {
    const inZone = (timeZone: string) =>
      renderPlain(composeNote(overTwoDays().session(), 'working', { ...settings, timeZone }))
    expect(inZone('Pacific/Kiritimati')).toMatch(/^03:58 Queue/m)
    expect(inZone('America/New_York')).toMatch(/^2026-06-10 09:58 Queue/m)
  })

  test('a line of one’s own text from the first day still rests on what it rested on', () => {
    const r = overTwoDays()
    const session = r.session()
    const parts = traceText(
      '13:58 Queue holds 14 jobs.',
      composeNote(session, 'working', settings),
      ledgerOf(session),
    )
    expect(parts.map(({ evidence }) => evidence.length)).toEqual([1])
  })
})

test('among what was seen, what was only said is told as said', () => {
  const r = makeRecord()
  r.state('report', 'The drive vanished after lunch')
  r.state('observation', 'Drive M: is mapped')
  r.state('report', 'Only this user is reported to be affected')
  const text = renderPlain(composeNote(r.session(), 'working', settings))
  expect(text).toContain('13:58 Reported: The drive vanished after lunch.')
  expect(text).toContain('13:59 Drive M: is mapped.')
  expect(text).toContain('14:00 Only this user is reported to be affected.')
})
