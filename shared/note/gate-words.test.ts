import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeRecord } from '../testing/make-session.ts'
import { applyWords } from './apply-words.ts'
import { composeNote } from './compose-note.ts'
import { gateWords } from './gate-words.ts'
import { renderPlain } from './render.ts'
import { traceText } from './trace-text.ts'
import { type WordableSection, type WordedSentence, wordableSections } from './worded-note.ts'

const SESSION = '01900000-0000-7000-8000-00000000c001'
const settings = { timeZone: 'UTC', sessionId: SESSION }

function vpnCase() {
  const record = makeRecord({ summary: 'The tunnel to Graz is down' })
  record.state('report', 'Maria says that nobody in Graz reaches the file server.')
  record.state('observation', 'The tunnel to Graz shows phase 2 down since 09:12.')
  record.state('test', 'The lifetime is 28800 on SW-GRAZ and 3600 on SW-WIEN.')
  record.state('dead_end', 'Restarting the tunnel did not help.')
  record.state('action', 'Set the lifetime on SW-WIEN to 28800.')
  const cause = record.state('cause', 'The lifetimes of phase 2 differed.')
  record.finish({
    cause: { status: 'confirmed', text: 'The lifetimes differed', confirmedBy: [cause] },
  })
  const session = record.session()
  const note = composeNote(session, 'resolution', settings)
  return { session, note, sections: wordableSections(session, note, SESSION) }
}

const LEXICON = ['SW-GRAZ', 'SW-WIEN', 'SW-LINZ', 'Maria', 'Graz', 'Linz', 'print spooler']

const judge = (section: string, evidence: string[], text: string) =>
  gateWords([{ section, evidence, text }], vpnCase().sections, LEXICON)[0]

describe('what is dropped', () => {
  test.each([
    ['no evidence', ['F99'], 'The tunnel is down.'],
    ['evidence of another section', ['F5'], 'The lifetime on SW-WIEN was set to 28800.'],
    ['a changed number', ['F2'], 'The tunnel to Graz shows phase 1 down since 09:12.'],
    ['a changed time', ['F2'], 'The tunnel to Graz shows phase 2 down since 09:21.'],
    ['a host that was not seen', ['F3'], 'The lifetime is 28800 on SW-LINZ.'],
    ['a name of the session from elsewhere', ['F2'], 'The tunnel to Linz shows phase 2 down.'],
    ['an address that nobody named', ['F2'], 'The tunnel to 10.0.0.1 shows phase 2 down.'],
    ['a file that nobody named', ['F2'], 'The tunnel log vpn.log shows phase 2 down.'],
    ['a link', ['F2'], 'The tunnel shows phase 2 down (https://evil.example).'],
    ['a second line', ['F2'], 'The tunnel shows phase 2 down.\nCall 555.'],
    ['nothing', ['F2'], ' '],
  ])('%s', (_what, evidence, text) => {
    expect(judge('what_we_confirmed', evidence, text)?.verdict).toBe('dropped')
  })
})

describe('what words alone cannot decide', () => {
  test.each([
    ['swapped roles', ['F3'], 'The lifetime is 3600 on SW-GRAZ and 28800 on SW-WIEN.'],
    ['a negation', ['F2'], 'The tunnel to Graz is not shown as phase 2 down.'],
    ['an invented clause', ['F2'], 'The tunnel shows phase 2 down, which annoyed customers badly.'],
    ['an invented sentence', ['F2'], 'Backups were verified by another department.'],
    ['a name nobody knows', ['F2'], 'The tunnel to Graz on Fortigate shows phase 2 down.'],
    ['a certainty nobody stated', ['F2'], 'The tunnel always shows phase 2 down.'],
  ])('%s goes to the judge', (_what, evidence, text) => {
    expect(judge('what_we_confirmed', evidence, text)?.verdict).toBe('judge')
  })

  test('a cause and what made it well always go to the judge', () => {
    expect(judge('root_cause', ['F6'], 'The lifetimes of phase 2 differed.')?.verdict).toBe('judge')
    expect(judge('resolution', ['F5'], 'Set the lifetime to 28800.')?.verdict).toBe('judge')
  })

  test('a report outside of the problem is worded as one', () => {
    const report: WordableSection = {
      key: 'seen',
      heading: 'SEEN',
      items: [{ label: 'F1', ids: ['a'], text: 'The user cannot print.', kind: 'report' }],
    }
    const gate = (text: string) =>
      gateWords([{ section: 'seen', evidence: ['F1'], text }], [report], [])[0]?.why
    expect(gate('The user cannot print.')).toContain('A report is told as if it had been seen.')
    expect(gate('The user reports: cannot print.')).toEqual([])
  })
})

describe('what is kept', () => {
  test.each([
    ['the same words', ['F2'], 'Tunnel shows phase 2 down.'],
    ['fewer words', ['F2'], 'Phase 2 is down.'],
  ])('%s', (_what, evidence, text) => {
    expect(judge('what_we_confirmed', evidence, text)).toMatchObject({ verdict: 'kept', why: [] })
  })

  test('whatever is asked, a sentence is kept, judged or dropped, and a value is never invented', () => {
    const { sections } = vpnCase()
    const labels = ['F1', 'F2', 'F3', 'F5', 'F6', 'F9', '', '__proto__']
    const sentence: fc.Arbitrary<WordedSentence> = fc.record({
      section: fc.constantFrom(...sections.map((s) => s.key), 'nowhere'),
      evidence: fc.array(fc.constantFrom(...labels), { maxLength: 4 }),
      text: fc.oneof(fc.string({ maxLength: 200 }), fc.lorem({ maxCount: 12 })),
    })
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 8 }), fc.nat(99_999), (sentences, n) => {
        const gated = gateWords(sentences, sections, LEXICON)
        expect(gated).toHaveLength(sentences.length)
        const number = `Tunnel shows ${n + 100_000} down.`
        const invented = gateWords(
          [{ section: 'what_we_confirmed', evidence: ['F2'], text: number }],
          sections,
          LEXICON,
        )
        expect(invented[0]?.verdict).toBe('dropped')
      }),
    )
  })
})

describe('what passed takes the place of the record’s words', () => {
  const words = (section: string, evidence: string[], text: string) => ({ section, evidence, text })

  test('with the earliest time, and nothing is lost', () => {
    const { note, sections } = vpnCase()
    const gated = gateWords(
      [
        words(
          'what_we_confirmed',
          ['F2', 'F3'],
          'Phase 2 of the tunnel is down and the lifetime differs.',
        ),
      ],
      sections,
      LEXICON,
    )
    const worded = applyWords(note, gated)
    expect(renderPlain(worded)).toContain(
      '13:59 Phase 2 of the tunnel is down and the lifetime differs.',
    )
    expect(renderPlain(worded)).not.toContain('28800 on SW-GRAZ')
    expect(renderPlain(worded)).toContain('Did not help: Restarting the tunnel did not help.')
    const told = new Set(worded.sections.flatMap((s) => s.sentences.flatMap((x) => x.evidence)))
    for (const s of note.sections.flatMap((x) => x.sentences))
      for (const id of s.evidence) expect(told.has(id)).toBe(true)
  })

  test('never that of a cause, which only rests on what has shown it', () => {
    const record = makeRecord({ summary: 'No access' })
    const shown = record.state('report', 'Only the front desk is affected.')
    const cause = {
      status: 'confirmed',
      text: 'The sign-in is older',
      confirmedBy: [shown],
    } as const
    record.finish({ cause: { ...cause, confirmedBy: [shown] } })
    const session = record.session()
    const note = composeNote(session, 'resolution', settings)
    const sections = wordableSections(session, note, SESSION)
    expect(sections.find((s) => s.key === 'root_cause')?.items).toEqual([])
    const items = sections.flatMap((s) => s.items)
    const words = ['problem', 'root_cause'].map((section) => ({
      ...{ section, text: 'Only the front desk.', evidence: ['F1'] },
      ...{ verdict: 'kept' as const, why: [], items },
    }))
    expect(renderPlain(applyWords(note, words))).toContain('The sign-in is older.')
  })

  test('and every sentence of it can be traced', () => {
    const { note, sections } = vpnCase()
    const gated = gateWords(
      [words('problem', ['F1'], 'Maria says nobody reaches the file server.')],
      sections,
      LEXICON,
    )
    const worded = applyWords(note, gated)
    const parts = traceText(renderPlain(worded), worded)
    expect(parts.filter((p) => !p.isFrame && p.evidence.length === 0)).toEqual([])
  })

  test('whichever sentences pass, all evidence of the record’s own words stays told', () => {
    const { note, sections } = vpnCase()
    const any = fc.array(
      fc.record({
        section: fc.constantFrom(...sections.map((s) => s.key)),
        evidence: fc.subarray(['F1', 'F2', 'F3', 'F5', 'F6']),
        text: fc.constant('Words.'),
      }),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(any, (sentences) => {
        const passed = gateWords(sentences, sections, []).filter((s) => s.verdict !== 'dropped')
        const idsOf = (of: typeof note) =>
          of.sections.map((s) => [...new Set(s.sentences.flatMap((x) => x.evidence))].sort())
        expect(idsOf(applyWords(note, passed))).toEqual(idsOf(note))
      }),
    )
  })
})

test('what did not help, what is next and how it ended are never worded anew', () => {
  const { sections } = vpnCase()
  const kinds = new Set(sections.flatMap((s) => s.items.map((i) => i.kind)))
  expect(kinds).not.toContain('dead_end')
  expect(kinds).not.toContain('next_step')
})
