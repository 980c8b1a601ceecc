import { expect, test } from 'vitest'
import type { WrittenNote } from '../session/session.ts'
import type { ThreadEntry } from '../ticket/ticket.ts'
import {
  findAlreadyThere,
  findSavedByHand,
  sayAlreadyThere,
  type WriteAsked,
} from './already-there.ts'

const TICKET = { origin: 'https://na.myconnectwise.net', ticketId: 48211 }
const REF = {
  ...TICKET,
  recordType: 'service',
  readAt: '2026-06-10T13:57:00Z',
  readFrom: 'fragment',
} as const
const AT = '2026-06-10T14:03:00Z'

const note = (state: WrittenNote['state'], more: Partial<WrittenNote> = {}): WrittenNote => ({
  id: 'one',
  noteKind: 'working',
  way: state === 'inserted' ? 'inserted' : 'posted',
  ticket: REF,
  text: 'It works again.',
  sha256: 'a',
  at: AT,
  by: { kind: 'program' },
  state,
  stateVersion: 1,
  ...more,
})

const ask = (way: 'insert' | 'post', more: Partial<WriteAsked> = {}): WriteAsked => ({
  way,
  noteKind: 'working',
  text: 'It works again.',
  ticket: TICKET,
  ...more,
})

test.each([
  ['inserted', 'ask', 'ask'],
  ['posting', 'stop', 'stop'],
  ['posted', 'ask', 'stop'],
  ['unclear', 'ask', 'stop'],
  ['failed', undefined, undefined],
  ['no_psa', undefined, undefined],
] as const)(
  'a text that is %s: inserting it is answered with %s, posting it with %s',
  (state, insert, post) => {
    const answer = (way: 'insert' | 'post') => findAlreadyThere([note(state)], ask(way))?.answer
    expect([answer('insert'), answer('post')]).toEqual([insert, post])
  },
)

test('another kind of note with the same words asks; white space makes no other text', () => {
  const text = ' It works\r\n again. '
  const found = findAlreadyThere([note('posted')], ask('post', { noteKind: 'resolution', text }))
  expect(found?.answer).toBe('ask')
  expect(findAlreadyThere([note('inserted')], ask('post', { text }))?.answer).toBe('ask')
  expect(
    findAlreadyThere([note('posted')], ask('post', { text: 'it works again.' })),
  ).toBeUndefined()
})

test('what went to another ticket is new to this one', () => {
  const other = note('inserted', { ticket: { ...REF, ticketId: 9 } })
  expect(findAlreadyThere([other], ask('post'))).toBeUndefined()
})

test('what stops comes before what asks, whichever was later', () => {
  const notes = [note('posted'), note('inserted')]
  expect(findAlreadyThere(notes, ask('post'))).toMatchObject({ answer: 'stop', note: notes[0] })
})

test('each is said with what a second copy would be', () => {
  const said = (state: WrittenNote['state'], way: 'insert' | 'post') => {
    const there = findAlreadyThere([note(state)], ask(way))
    return there && sayAlreadyThere(there, '#48211', () => '14:03')
  }
  expect(said('inserted', 'post')).toBe(
    'This text was put into the editor of #48211 at 14:03. If it was saved there, writing it once more makes a second copy.',
  )
  expect(said('posted', 'insert')).toContain('at 14:03. Written once more, it stands there twice.')
  expect(said('posted', 'post')).toBe('This text is in #48211. Change it to write another.')
  expect(said('unclear', 'insert')).toContain('Look there first')
})

const entry = (text: string, at: string | null = AT): ThreadEntry => ({
  ...{ key: 'note:5123', source: 'note', text, author: 'Jude', authorKind: 'member', at },
  ...{ discussion: false, internal: true, resolution: false, minutes: null, isMerged: false },
})

test('an entry with the same words that was saved since is found, and none of ours', () => {
  const find = (...thread: ThreadEntry[]) => findSavedByHand(thread, 'It works again.', AT)?.key
  expect(find(entry('It  works again.\n'))).toBe('note:5123')
  expect(find(entry('It works again.', '2026-06-10T14:00:00Z'))).toBe('note:5123')
  expect(find(entry('It works again.', '2026-06-09T14:00:00Z'))).toBeUndefined()
  expect(find(entry('It works again.', null))).toBeUndefined()
  expect(find(entry('It works again.\n\n[rf:0123456789ab]'))).toBeUndefined()
})
