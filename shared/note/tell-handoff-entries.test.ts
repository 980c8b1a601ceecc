/** What was said with a hand-off stands whole in the story of its session, in every form of export. */
import { expect, test } from 'vitest'
import { HandoffWords } from '../session/handoff-event.ts'
import { makeRecord, testId } from '../testing/make-session.ts'
import { EXPORT_FORMS, type ExportForm, exportSession } from './export-session.ts'
import { tellSession } from './tell-session.ts'

const FORMS = Object.keys(EXPORT_FORMS) as ExportForm[]
const KEYS = Object.keys(HandoffWords.shape)

test.each(KEYS)('“%s” of what was said is told, alone too', (key) => {
  const words = { [key]: key === 'hasNoMove' ? true : `Told as ${key}` }
  const lines = detailsOf(HandoffWords.parse(words))
  expect(lines).toHaveLength(1)
  expect(lines[0]).toContain(key === 'hasNoMove' ? 'First move: none is suggested' : words[key])
})

test('nothing said is nothing told; what was passed over stands there by name, in every form', () => {
  expect(detailsOf({})).toEqual([])
  const overridden = { lacking: ['impact', 'tried'], reason: 'In a hurry' } as const
  for (const form of FORMS) {
    const text = exportSession(
      storyOf({}, { ...overridden, lacking: [...overridden.lacking] }),
      form,
    )
    expect(text).toContain('Handed over although not complete: In a hurry')
    expect(text).toContain('Not said: who is affected and how urgent it is; what was tried')
  }
})

function storyOf(
  words: HandoffWords,
  overridden?: { lacking: ('impact' | 'tried')[]; reason: string },
) {
  const record = makeRecord()
  record.add({
    ...{ type: 'handed_off', intent: 'escalate', reason: 'Beyond me', to: null, words },
    ...(overridden ? { overridden } : {}),
  })
  return tellSession(record.session(), { timeZone: 'UTC', sessionId: testId(999) }, (text) => text)
}

const detailsOf = (words: HandoffWords): string[] =>
  storyOf(words).flatMap((block) =>
    block.kind === 'entry' && block.tags.includes('Handed over')
      ? block.details.filter((line) => !line.startsWith('By '))
      : [],
  )
