import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openMended } from './open-mended.ts'

beforeEach(() => void vi.spyOn(console, 'error').mockImplementation(() => undefined))
afterEach(() => vi.restoreAllMocks())

/** Opening fails so many times; mending may fail, or one has gone on to another ticket. */
async function openWith({ failures = 0, mends = true, isWanted = true } = {}) {
  const did: string[] = []
  let left = failures
  await openMended(
    async () => {
      did.push('open')
      left -= 1
      if (left >= 0) throw new Error('a damaged row')
    },
    {
      async mend() {
        did.push('mend')
        if (!mends) throw new Error('the database does not open')
      },
      isWanted: () => isWanted,
      giveUp: () => void did.push('give up'),
    },
  )
  return did
}

test.each([
  ['what can be read is opened', {}, ['open']],
  ['what cannot is mended and opened once more', { failures: 1 }, ['open', 'mend', 'open']],
  ['twice unreadable, it is told', { failures: 2 }, ['open', 'mend', 'open', 'give up']],
  ['what cannot be mended is told', { failures: 1, mends: false }, ['open', 'mend', 'give up']],
  ['on another ticket nothing is opened', { failures: 1, isWanted: false }, ['open', 'mend']],
])('%s', async (_, given, did) => expect(await openWith(given)).toEqual(did))
