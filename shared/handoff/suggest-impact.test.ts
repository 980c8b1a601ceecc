import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { composeNote } from '../note/compose-note.ts'
import { renderPlain } from '../note/render.ts'
import { makeRecord } from '../testing/make-session.ts'
import { suggestImpact } from './suggest-impact.ts'

const MOST = 900
const ONE_USER = 'Only this user is reported to be affected.'
const STANDS = 'Reported impact on work: Month-end figures, due 17:00'

describe('who is affected and what stands still', () => {
  test('is read from what the common opening asks, with the words it rests on', () => {
    const record = makeRecord()
    record.step('What stands still, until when?', 'given', 'report', STANDS)
    record.step('Who is affected?', 'Only this user', 'report', ONE_USER)
    expect(suggestImpact(record.session(), MOST)).toEqual({
      text: `Month-end figures, due 17:00. ${ONE_USER}`,
      quotes: [STANDS, ONE_USER],
    })
  })

  test('is read from what was said or seen in other words, the newest of each', () => {
    const record = makeRecord()
    record.state('report', ONE_USER)
    record.state('observation', 'Six people in accounting are affected')
    expect(suggestImpact(record.session(), MOST)?.text).toBe(
      'Six people in accounting are affected.',
    )
  })

  test('is read from an answer that left no sentence', () => {
    const record = makeRecord()
    record.step('Who is affected?', 'One site')
    expect(suggestImpact(record.session(), MOST)).toEqual({
      text: 'Who is affected: One site.',
      quotes: ['Who is affected? One site'],
    })
  })

  test.each([
    ['report', 'It is not known who is affected'],
    ['report', 'The mailbox is not affected'],
    ['observation', 'The group Everyone has full control of the folder'],
    ['hypothesis', 'All users of the site are affected by the new policy'],
    ['decision', 'Whether others are affected is not known; continued with the one user.'],
    ['report', 'The drive is unaffected'],
  ] as const)('is not read from a %s such as “%s”', (kind, text) => {
    const record = makeRecord()
    record.state(kind, text)
    expect(suggestImpact(record.session(), MOST)).toBeUndefined()
  })

  test('an answer that nobody knew is none', () => {
    const record = makeRecord()
    record.step('Who is affected?', 'Not known yet')
    expect(suggestImpact(record.session(), MOST)).toBeUndefined()
  })

  test('is never longer than the field, and rests on words of the record', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { maxLength: 5 }), (texts) => {
        const record = makeRecord()
        const told = texts.map((text) => `${text.trim()} people are affected`)
        for (const text of told) record.state('report', text)
        const found = suggestImpact(record.session(), 60)
        if (!found) return
        expect(found.text.length).toBeLessThanOrEqual(60)
        for (const quote of found.quotes) expect(told).toContain(quote)
      }),
    )
  })
})

test('what the impact repeats of the record is told once in the text for whoever takes over', () => {
  const record = makeRecord()
  record.state('report', 'The folder does not open')
  const who = record.state('report', ONE_USER)
  const handoffId = record.add({
    ...{ type: 'handed_off', intent: 'escalate', reason: 'No rights there', to: null },
    words: { impact: ONE_USER, hasNoMove: true },
  })
  const note = composeNote(record.session(), 'escalation', {
    ...{ timeZone: 'UTC', sessionId: record.events[0]?.id ?? '' },
  })
  const text = renderPlain(note)
  expect(text.match(/Only this user/g)).toHaveLength(1)
  const impact = note.sections
    .flatMap(({ sentences }) => sentences)
    .find(({ text }) => text.startsWith('Impact'))
  expect(impact?.evidence).toEqual([handoffId, who])
})
