import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson } from '../canonical-json.ts'
import { makeRecord } from '../testing/make-session.ts'
import { FIRST_HASH, findBrokenLink, linkText } from './chain.ts'
import type { StoredEvent } from './event.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

function storedRecord(): StoredEvent[] {
  const r = makeRecord()
  r.state('report', 'Cannot print')
  r.step('Spooler', 'Stopped', 'observation', 'The spooler is stopped')
  r.state('action', 'Started the spooler')
  r.finish()
  let hash = FIRST_HASH
  return r.events.map((event, i) => {
    const link = { seq: i + 1, receivedAt: event.at, event }
    hash = sha256(linkText(hash, link))
    return { ...link, hash }
  })
}

test('an untouched record has no broken link', async () => {
  expect(await findBrokenLink(storedRecord(), sha256)).toBeUndefined()
  expect(await findBrokenLink([], sha256)).toBeUndefined()
})

test('a changed, dropped, added or moved event is found at the place where it begins', async () => {
  const record = storedRecord()
  const at = (i: number) => record[i] as StoredEvent
  const changed = structuredClone(record)
  const data = changed[1]?.event.data
  if (data?.type === 'statement_added') data.text = 'Cannot scan'
  expect(await findBrokenLink(changed, sha256)).toBe(2)
  expect(await findBrokenLink(record.toSpliced(2, 1), sha256)).toBe(3)
  expect(await findBrokenLink(record.toSpliced(1, 0, at(1)), sha256)).toBe(3)
  expect(await findBrokenLink([at(0), at(2), at(1), ...record.slice(3)], sha256)).toBe(2)
  const later = structuredClone(record)
  if (later[3]) later[3].receivedAt = '2027-01-01T00:00:00.000Z'
  expect(await findBrokenLink(later, sha256)).toBe(4)
})

test('canonical JSON has one spelling, whatever the order of keys', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse())
      expect(canonicalJson(turned)).toBe(canonicalJson(value))
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
    }),
    { seed: 128383 },
  )
})
