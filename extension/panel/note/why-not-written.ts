/** Why the note cannot be written this way now, in a sentence; undefined when it can. */
import type { PostRow } from '../../client/local-store.ts'
import type { There } from './use-write-again.ts'

export interface Asked {
  text: string
  name: string
  waiting: readonly Pick<PostRow, 'state' | 'request'>[]
  /** What of this text is in the ticket already, or may be. */
  there: There | undefined
  /** What a check says that stops it. */
  stop: string | undefined
  /** The ticket is being read for the first time: nobody can have looked at it. */
  isReading: boolean
  needsTime: boolean
  /** Its minutes are being looked up: it would go without them. */
  isTimeAsked: boolean
  /** Why the way itself is closed. */
  whyNoWay: string | undefined
}

export function whyNotWritten(asked: Asked): string | undefined {
  const { text, name, there } = asked
  if (text.trim() === '') return 'There is no text yet.'
  const isWaiting = asked.waiting.some(
    (row) => row.state === 'waiting' && row.request.text === text,
  )
  if (isWaiting) return `This text is on its way into ${name}.`
  if (there?.answer === 'stop') return there.said
  if (asked.stop) return `A check stops it: ${asked.stop}`
  if (asked.isTimeAsked) return 'The minutes are being looked up.'
  if (asked.needsTime) return 'Set the minutes first.'
  if (asked.whyNoWay) return asked.whyNoWay
  return asked.isReading ? 'The ticket is being read.' : undefined
}
