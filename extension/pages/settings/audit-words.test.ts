import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import type { AuditLine } from '#shared/audit/contract.ts'
import { tellAudit } from './audit-words.ts'

const ERIK = v7()
const line = (act: string, more: Partial<AuditLine> = {}): AuditLine => ({
  seq: 1,
  at: '2026-03-02T09:00:00Z',
  personId: v7(),
  personName: 'Ada',
  act,
  object: null,
  address: '192.0.2.1',
  result: 'done',
  hash: 'a'.repeat(64),
  ...more,
})
const nameOf = (id: string) => (id === ERIK ? 'Erik' : undefined)

test.each([
  [line('password.given', { object: ERIK }), 'Ada', 'Gave Erik a new password'],
  [line('person.removed', { object: v7() }), 'Ada', 'Removed somebody from the team'],
  [
    line('password.proved', { result: 'refused' }),
    'Ada',
    'A wrong password was typed when it was asked for again',
  ],
  [
    line('team.created', { personId: null, personName: null }),
    'ResolutionFlow',
    'The team was set up',
  ],
  [line('cable.pulled'), 'Ada', 'cable.pulled'],
] as const)('%o', (given, who, did) => {
  expect(tellAudit(given, nameOf)).toEqual({ who, did })
})
