import { expect, test } from 'vitest'
import { type Listener, openFanOut } from './fan-out.ts'
import type { StoredRow } from './queries.ts'

const rowOf = (seq: number): StoredRow => ({ sessionId: 's', seq, id: `${seq}`, stored: '{}' })
/** Long enough for everything that waits for nothing but promises. */
const settle = () => new Promise((resolve) => setImmediate(resolve))

/** A record whose readings are answered when the test says so, with what was there when asked. */
function makeRecord(length: number) {
  const answers: (() => void)[] = []
  let tell = () => {}
  const fanOut = openFanOut({
    live: {
      hear(_about, _id, listener) {
        tell = () => listener('missed')
        return () => {}
      },
      close: async () => {},
    },
    teamId: 't',
    sessionId: 's',
    version: length,
    readAfter: (after) => {
      const rows = Array.from({ length: length - after }, (_, i) => rowOf(after + 1 + i))
      return new Promise((resolve) => answers.push(() => resolve(rows)))
    },
    onEmpty: () => {},
    onTrouble: (error) => {
      throw error
    },
  })
  return {
    fanOut,
    answers,
    grow() {
      length++
      tell()
    },
  }
}

function makeListener(seq: number) {
  const heard: string[] = []
  const listener: Listener = {
    seq,
    send(bytes) {
      heard.push(/^id: (\d+)/.exec(new TextDecoder().decode(bytes))?.[1] ?? '')
      return true
    },
  }
  return { listener, heard }
}

test('who read before something happened and is told so after the others lacks nothing', async () => {
  const { fanOut, answers, grow } = makeRecord(2)
  const first = makeListener(2)
  void fanOut.join(first.listener)
  answers.shift()?.()
  await settle()
  answers.shift()?.()
  await settle()

  const second = makeListener(2)
  void fanOut.join(second.listener)
  const slow = answers.shift()
  grow()
  answers.shift()?.()
  await settle()
  expect(first.heard).toEqual(['3'])
  slow?.()
  for (let i = 0; i < 5; i++) {
    await settle()
    for (const answer of answers.splice(0)) answer()
  }
  expect(second.heard).toEqual(['3'])
  expect(first.heard).toEqual(['3'])
})
