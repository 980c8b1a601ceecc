import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { NoteKind, Outcome } from '../session/event.ts'
import { anyCharacters } from '../testing/any-text.ts'
import { makeRecord, type RecordMaker, testId } from '../testing/make-session.ts'
import { runsOf } from '../testing/runs-of.ts'
import { checkNote } from './check-note.ts'
import { composeNote } from './compose-note.ts'
import { type Finding, type PassedOver, passOver, whatStops } from './finding.ts'
import { NOTE_KINDS } from './kinds.ts'
import type { NoteToCheck } from './note-to-check.ts'
import { renderPlain } from './render.ts'

const settings = { timeZone: 'UTC', sessionId: testId(999) }

function toCheck(
  record: RecordMaker,
  kind: NoteKind,
  more: Partial<NoteToCheck> & { edit?: (text: string) => string } = {},
): NoteToCheck {
  const session = record.session()
  const composed = composeNote(session, kind, settings)
  const text = (more.edit ?? ((t) => t))(renderPlain(composed))
  return {
    session,
    sessionId: settings.sessionId,
    kind,
    text,
    composed,
    flags: NOTE_KINDS[kind].flags[0] ?? { internal: true, discussion: false, resolution: false },
    mailContact: false,
    mailConfirmed: false,
    findSecrets: () => [],
    ...more,
  }
}

const found = (note: NoteToCheck) => checkNote(note).map((f) => f.check)

/** A record whose resolution has nothing to find. */
function soundRecord(outcome: Partial<Outcome> = {}) {
  const r = makeRecord()
  r.state('report', 'Since 13:40 one of 14 users gets "Access is denied" on the share')
  r.state('authorisation', 'The owner of the data agreed by phone')
  const shown = r.state('test', 'whoami /groups did not list Finance-RW')
  r.state('action', 'Added the user to Finance-RW')
  r.finish({
    cause: { status: 'confirmed', text: 'The group was missing', confirmedBy: [shown] },
    nextSteps: [{ text: 'Call back', owner: 'R. Kern', due: '2026-06-12' }],
    ...outcome,
  })
  return r
}

test('a sound record gives a resolution with nothing to find', () => {
  expect(found(toCheck(soundRecord(), 'resolution'))).toEqual([])
})

describe('each check', () => {
  const cases: [name: string, check: string, note: () => NoteToCheck][] = [
    [
      'a sentence of one’s own',
      'N01',
      () =>
        toCheck(soundRecord(), 'resolution', { edit: (t) => `${t}\nThe vendor agreed to refund.` }),
    ],
    [
      'a text older than the record',
      'N02',
      () => toCheck(soundRecord(), 'resolution', { basedOn: 3, version: 5 }),
    ],
    [
      'a ticket that changed',
      'N03',
      () =>
        toCheck(soundRecord(), 'resolution', {
          seen: { lastUpdated: null, status: 'New', owner: 'a', newest: ['note 1'] },
          ticketNow: {
            lastUpdated: null,
            status: 'Closed',
            owner: 'a',
            newest: ['note 2', 'note 1'],
          },
        }),
    ],
    [
      'internal text under the discussion',
      'N04',
      () =>
        toCheck(soundRecord(), 'working', {
          flags: { internal: true, discussion: true, resolution: false },
        }),
    ],
    [
      'a secret',
      'N05',
      () =>
        toCheck(soundRecord(), 'resolution', {
          findSecrets: () => [
            { start: 0, end: 4, family: 'password', placeholder: '[password 1 removed]' },
          ],
        }),
    ],
    [
      'another client',
      'N06',
      () =>
        toCheck(soundRecord(), 'resolution', {
          edit: (t) => `${t}\nSame as at Birch Dental.`,
          otherClients: ['Birch Dental'],
        }),
    ],
    [
      'a mail nobody confirmed',
      'N07',
      () => toCheck(soundRecord(), 'client_update', { mailContact: true }),
    ],
    [
      'a server name for the client',
      'N08',
      () => toCheck(soundRecord(), 'client_update', { edit: (t) => `${t} We restarted FS02.` }),
    ],
    [
      'blame',
      'N09',
      () => toCheck(soundRecord(), 'resolution', { edit: (t) => `${t}\nUser error.` }),
    ],
    [
      'a vague verb',
      'N10',
      () => toCheck(soundRecord(), 'resolution', { edit: (t) => `${t}\nChecked network.` }),
    ],
    [
      'an action of one word',
      'N11',
      () => {
        const r = makeRecord()
        r.state('action', 'Rebooted')
        return toCheck(r, 'resolution')
      },
    ],
    [
      'a number of one’s own',
      'N12',
      () => toCheck(soundRecord(), 'resolution', { edit: (t) => `${t}\nTook 417 minutes.` }),
    ],
    ['no next step', 'N13', () => toCheck(makeRecord(), 'working')],
    [
      'a next step without a date',
      'N14',
      () => toCheck(soundRecord({ nextSteps: [{ text: 'Call back' }] }), 'resolution'),
    ],
    [
      'no verification',
      'N15',
      () => toCheck(soundRecord({ verification: { text: '', by: 'nobody' } }), 'resolution'),
    ],
    [
      'the user was not asked',
      'N16',
      () =>
        toCheck(
          soundRecord({ verification: { text: 'share opens', by: 'technician' } }),
          'resolution',
        ),
    ],
    [
      'a certain cause that nothing shows',
      'N17',
      () =>
        toCheck(
          soundRecord({ cause: { status: 'confirmed', text: 'DNS', confirmedBy: [] } }),
          'resolution',
        ),
    ],
    [
      'a change nobody agreed to',
      'N18',
      () => {
        const r = makeRecord()
        r.state('action', 'Restarted the file server')
        return toCheck(r, 'working', { needsAuthorisation: true })
      },
    ],
    [
      'a dead end left out',
      'N19',
      () => {
        const r = makeRecord()
        r.state('dead_end', 'Restarting the PC changed nothing')
        return toCheck(r, 'resolution', { edit: () => 'PROBLEM' })
      },
    ],
    [
      'the error message left out',
      'N20',
      () => toCheck(soundRecord(), 'resolution', { edit: () => 'Added the user to Finance-RW.' }),
    ],
    ['no scope', 'N21', () => toCheck(makeRecord(), 'resolution', { edit: () => 'Done' })],
    [
      'an abbreviation',
      'N22',
      () => toCheck(soundRecord(), 'client_update', { edit: (t) => `${t} The GPO was wrong.` }),
    ],
    [
      'few words for much time',
      'N23',
      () =>
        toCheck(soundRecord(), 'time_entry', {
          edit: () => 'Worked on share.',
          time: { from: '2026-06-10T08:00:00Z', to: '2026-06-10T09:30:00Z', text: '' },
        }),
    ],
    [
      'overlapping time',
      'N24',
      () =>
        toCheck(soundRecord(), 'time_entry', {
          time: {
            from: '2026-06-10T08:00:00Z',
            to: '2026-06-10T08:30:00Z',
            text: '',
            others: [{ from: '2026-06-10T08:15:00Z', to: '2026-06-10T08:45:00Z', ticketId: 7 }],
          },
        }),
    ],
    [
      'the entry before again',
      'N25',
      () =>
        toCheck(soundRecord(), 'time_entry', {
          edit: () => 'Remote support',
          time: {
            from: '2026-06-10T08:00:00Z',
            to: '2026-06-10T08:15:00Z',
            text: '',
            before: ['On site', 'remote  support'],
          },
        }),
    ],
    [
      'the entry before again, with a note',
      'N25',
      () =>
        toCheck(soundRecord(), 'working', {
          time: {
            from: '2026-06-10T08:00:00Z',
            to: '2026-06-10T08:15:00Z',
            text: 'Remote support',
            before: ['Remote support'],
          },
        }),
    ],
    [
      'a secret in the time entry',
      'N05',
      () =>
        toCheck(soundRecord(), 'working', {
          findSecrets: (text) =>
            text.includes('Hunter2!')
              ? [{ start: 0, end: 8, family: 'password', placeholder: '[password 1 removed]' }]
              : [],
          time: {
            from: '2026-06-10T08:00:00Z',
            to: '2026-06-10T08:15:00Z',
            text: 'Hunter2! set',
          },
        }),
    ],
    [
      'time that overlaps, with a note',
      'N24',
      () =>
        toCheck(soundRecord(), 'resolution', {
          time: {
            from: '2026-06-10T08:00:00Z',
            to: '2026-06-10T08:15:00Z',
            text: 'Restored access',
            others: [{ from: '2026-06-10T08:10:00Z', to: '2026-06-10T08:20:00Z', ticketId: 7 }],
          },
        }),
    ],
    [
      'a model’s words that nobody has read',
      'N30',
      () => toCheck(soundRecord(), 'resolution', { isUnread: true }),
    ],
    [
      'note and time entry alike',
      'N26',
      () =>
        toCheck(soundRecord(), 'resolution', {
          edit: () => 'Same words',
          time: { from: '2026-06-10T08:00:00Z', to: '2026-06-10T08:15:00Z', text: 'same words' },
        }),
    ],
    [
      'a long text',
      'N27',
      () => toCheck(soundRecord(), 'resolution', { edit: (t) => t.padEnd(5000, ' word') }),
    ],
    [
      'a time word',
      'N28',
      () => toCheck(soundRecord(), 'resolution', { edit: (t) => `${t}\nIt broke yesterday.` }),
    ],
    [
      'a promise',
      'N29',
      () =>
        toCheck(soundRecord({ nextSteps: [] }), 'client_update', {
          edit: (t) => `${t} We will replace the disk.`,
        }),
    ],
  ]
  test.each(cases)('%s is %s', (_name, check, note) => {
    expect(found(note())).toContain(check)
  })
})

describe('places and repairs', () => {
  test('a finding’s place is where its words stand, and masking them there repairs it', () => {
    const note = toCheck(soundRecord(), 'resolution', {
      edit: (t) => `${t}\nPassword is Hunter2!`,
      findSecrets: (text) => {
        const start = text.indexOf('Hunter2!')
        return start < 0
          ? []
          : [{ start, end: start + 8, family: 'password', placeholder: '[password 1 removed]' }]
      },
    })
    const secret = checkNote(note).find((f) => f.check === 'N05')
    expect(secret?.repair).toMatchObject({ kind: 'replace' })
    if (secret?.repair.kind !== 'replace') return
    const { start, end, with: mask } = secret.repair
    const repaired = note.text.slice(0, start) + mask + note.text.slice(end)
    expect(repaired).not.toContain('Hunter2!')
    expect(found({ ...note, text: repaired })).not.toContain('N05')
  })

  test('another client’s name is found in its place behind a letter that is two when small', () => {
    const note = toCheck(soundRecord(), 'resolution', {
      edit: (t) => `${t}\nİİ: same as at BIRCH dental.`,
      otherClients: ['Birch Dental'],
    })
    const [at] = checkNote(note).flatMap((f) => (f.check === 'N06' && f.at ? [f.at] : []))
    expect(note.text.slice(at?.start, at?.end)).toBe('BIRCH dental')
  })

  test('what is in the record already is no word of one’s own, in whatever kind of text', () => {
    const record = makeRecord()
    record.state('observation', 'The printer queue held 417 jobs')
    record.state('hypothesis', 'The driver is broken')
    const own = (kind: NoteKind, line: string) =>
      found(toCheck(record, kind, { edit: (t) => `${t}\n${line}` }))
    for (const kind of ['working', 'client_update', 'time_entry'] as const) {
      expect(own(kind, 'The printer queue held 417 jobs.')).not.toContain('N01')
      expect(own(kind, 'The printer queue held 418 jobs.')).toContain('N01')
    }
    expect(own('client_update', 'The driver is broken.')).toContain('N01')
  })

  test('what blocks is told first', () => {
    const own = toCheck(soundRecord(), 'resolution', { edit: (t) => `${t}\nThe vendor agreed.` })
    expect(checkNote(own)[0]?.severity).toBe('block')
    expect(whatStops(checkNote(own))).toBeDefined()
  })

  test('time that overlaps stops a post; an insertion takes no time along', () => {
    const span = { from: '2026-06-10T14:00:00Z', to: '2026-06-10T14:15:00Z' }
    const time = { ...span, text: 'Added the user.', others: [{ ...span, ticketId: 9 }] }
    const findings = checkNote(toCheck(soundRecord(), 'resolution', { time }))
    expect(whatStops(findings, 'post')?.check).toBe('N24')
    expect(whatStops(findings, 'insert')).toBeUndefined()
  })

  test('a secret is named by its mask and never by itself', () => {
    const note = toCheck(soundRecord(), 'resolution', {
      findSecrets: () => [{ start: 0, end: 4, family: 'password', placeholder: '[password 1]' }],
    })
    expect(checkNote(note).find((f) => f.check === 'N05')?.found).toBe('[password 1]')
  })

  test('any text is checked without a throw, and every place lies in the text', () => {
    const record = soundRecord()
    fc.assert(
      fc.property(anyCharacters(400), (text) => {
        for (const kind of ['working', 'resolution', 'client_update', 'time_entry'] as const) {
          const outside = checkNote(toCheck(record, kind, { edit: () => text })).filter(
            ({ at }) => at && !(0 <= at.start && at.start < at.end && at.end <= text.length),
          )
          expect(outside).toEqual([])
        }
      }),
      { seed: 128383, numRuns: runsOf(200) },
    )
  })
})

describe('what is passed over', () => {
  const own = (words: string, record = soundRecord()) =>
    checkNote(toCheck(record, 'resolution', { edit: (t) => `${t}\n${words}` }))
  const standing = (findings: Finding[], overridden: PassedOver[]) =>
    passOver(findings, overridden).standing.map(({ check, found }) => [check, found])

  test('is what was found, and no later finding of the same check', () => {
    const first = own('The vendor agreed.')
    expect(standing(first, first)).toEqual([])
    expect(passOver(first, first).passedOver).toEqual(['N01'])
    const both = own('The vendor agreed.\nThe vendor refunds it.')
    expect(standing(both, first)).toEqual([['N01', 'The vendor refunds it.']])
    expect(whatStops(passOver(both, first).standing)).toBeDefined()
  })

  test('stays so while the words move through the text', () => {
    const first = own('The vendor agreed.')
    expect(standing(own('\n\n  The vendor agreed.'), first)).toEqual([])
  })

  test('is told of the text it was passed over in, once for each check', () => {
    const two = own('The vendor agreed.\nThe vendor refunds it.')
    expect(passOver(two, two).passedOver).toEqual(['N01'])
    expect(passOver(own(''), two).passedOver).toEqual([])
  })

  test('an older text asks anew when the record composes another one', () => {
    const record = makeRecord()
    const stale = () =>
      checkNote(toCheck(record, 'resolution', { basedOn: 0, version: 1 })).filter(
        (f) => f.check === 'N02',
      )
    const passed = stale()
    expect(passOver(stale(), passed).standing).toEqual([])
    record.state('observation', 'Something else was seen')
    expect(passOver(stale(), passed).standing).toHaveLength(1)
  })

  test('a cause that nothing shows asks anew when it is another cause', () => {
    const unshown = (text: string) =>
      checkNote(
        toCheck(
          soundRecord({ cause: { status: 'confirmed', text, confirmedBy: [] } }),
          'resolution',
        ),
      ).filter((f) => f.check === 'N17')
    const dns = unshown('DNS')
    expect(passOver(unshown('DNS'), dns).standing).toEqual([])
    expect(passOver(unshown('The firewall'), dns).standing).toHaveLength(1)
  })

  test('can be only what the table lets be', () => {
    const tabs = checkNote(
      toCheck(soundRecord(), 'working', {
        flags: { internal: true, discussion: true, resolution: false },
      }),
    )
    expect(standing(tabs, tabs).map(([check]) => check)).toEqual(['N04'])
  })
})

test('who waits until a named time has said what comes next; who waits without one has not', () => {
  const waiting = (until?: string) => {
    const r = makeRecord()
    r.add({ type: 'paused', waitingFor: 'the vendor', ...(until ? { until } : {}) })
    return checkNote(toCheck(r, 'working')).map(({ check }) => check)
  }
  expect(waiting('2026-06-11T08:00:00Z')).not.toContain('N13')
  expect(waiting()).toContain('N13')
})
