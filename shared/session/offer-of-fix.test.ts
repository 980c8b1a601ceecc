import { expect, test } from 'vitest'
import { makeRecord } from '../testing/make-session.ts'
import { offerOfFix } from './offer-of-fix.ts'

function withFix(outcome: 'worked' | 'partly' | 'failed', { isShown = true } = {}) {
  const record = makeRecord()
  const seen = record.state('observation', 'The token lacks the group')
  record.add({
    ...{ type: 'hypothesis_raised', key: 'token', cause: 'The sign-in is too old' },
    ...{ likelihood: 'likely', for: isShown ? [seen] : [], against: [] },
  })
  const fixId = record.add({
    ...{ type: 'fix_proposed', title: 'Sign in again', hypothesis: 'token', steps: [] },
    ...{ confidence: 70, evidence: [], wouldConfirm: '', safety: 'changes', scriptTemplate: null },
  })
  record.add({ type: 'fix_tried', fixId, outcome, text: 'The share opens' })
  return { offered: offerOfFix(record.session()), seen }
}

test('a fix that worked offers its cause with what showed it', () => {
  const { offered, seen } = withFix('worked')
  expect(offered).toEqual({
    ending: 'resolved',
    cause: { status: 'confirmed', text: 'The sign-in is too old', confirmedBy: [seen] },
    verification: 'The share opens',
  })
})

test('where nothing confirmed spoke for it, the cause is probable only', () => {
  const { offered } = withFix('worked', { isShown: false })
  expect(offered?.cause).toMatchObject({ status: 'probable', confirmedBy: [] })
})

test.each(['partly', 'failed'] as const)('a fix that went %s offers nothing', (outcome) => {
  expect(withFix(outcome).offered).toBeUndefined()
})
