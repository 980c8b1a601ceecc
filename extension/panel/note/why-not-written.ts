/** Why the note cannot be written this way now, in a sentence; undefined when it can. */
import type { WrittenNote } from '#shared/session/session.ts'
import type { PostRow } from '../../client/local-store.ts'

export interface Asked {
  text: string
  name: string
  written: readonly Pick<WrittenNote, 'text' | 'state'>[]
  waiting: readonly Pick<PostRow, 'state' | 'request'>[]
  /** What a check says that stops it. */
  stop: string | undefined
  needsTime: boolean
  /** Why the way itself is closed. */
  whyNoWay: string | undefined
}

export function whyNotWritten(asked: Asked): string | undefined {
  const { text, name } = asked
  if (text.trim() === '') return 'There is no text yet.'
  const same = asked.written.filter((note) => note.text.trim() === text.trim())
  const isWaiting = asked.waiting.some(
    (row) => row.state === 'waiting' && row.request.text === text,
  )
  if (isWaiting || same.some((note) => note.state === 'posting')) {
    return `This text is on its way into ${name}.`
  }
  if (same.some((note) => note.state === 'posted')) {
    return `This text is in ${name}. Change it to write another.`
  }
  if (same.some((note) => note.state === 'unclear')) {
    return `This text may be in ${name} already. Look there, then use “Try again”.`
  }
  if (asked.stop) return `A check stops it: ${asked.stop}`
  if (asked.needsTime) return 'Set the minutes first.'
  return asked.whyNoWay
}
