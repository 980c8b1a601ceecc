/**
 * One description is written once, however often it is sent: whoever sends it again while it is
 * written waits for the same answer, and gets it once more for some minutes after.
 *
 * Kept in this process only. Sent again to another one it is written there anew, which costs a
 * model call and harms nothing, since no draft is made of it here. When everybody who waits has
 * gone the writing ends.
 */
import type { WrittenFlow } from '#shared/flow/build/contract.ts'
import { refuse } from '#shared/route.ts'
import type { Deps } from '../deps.ts'
import type { Who } from '../who.ts'
import type { Description } from './write-flow.ts'

const KEPT_MS = 10 * 60_000
const MOST_KEPT = 200

interface Writing {
  text: string
  begunAtMs: number
  waiting: number
  abort: AbortController
  answer: Promise<WrittenFlow>
}

type Write = (who: Who, asked: Description, signal: AbortSignal) => Promise<WrittenFlow>

export function shareWriting(
  { now, stopping }: Pick<Deps, 'now' | 'stopping'>,
  write: Write,
): Write {
  const writings = new Map<string, Writing>()

  const begin = (who: Who, asked: Description, key: string): Writing => {
    const abort = new AbortController()
    const answer = write(who, asked, AbortSignal.any([abort.signal, stopping]))
    const begunAtMs = now().getTime()
    const writing = { text: asked.text, begunAtMs, waiting: 0, abort, answer }
    writings.set(key, writing)
    return writing
  }

  const forgetOld = () => {
    const oldMs = now().getTime() - KEPT_MS
    for (const [key, { begunAtMs, waiting }] of writings) {
      if (waiting === 0 && (begunAtMs < oldMs || writings.size > MOST_KEPT)) writings.delete(key)
    }
  }

  return async (who, asked, signal) => {
    forgetOld()
    const key = `${who.teamId} ${who.personId} ${asked.descriptionId}`
    const known = writings.get(key)
    if (known && known.text !== asked.text) {
      return refuse('conflict', 'Another description was sent by this id. Send it by a new one.')
    }
    const writing = known ?? begin(who, asked, key)
    let isHere = true
    writing.waiting++
    const leave = () => {
      if (!isHere) return
      isHere = false
      writing.waiting--
    }
    const goAway = () => {
      leave()
      if (writing.waiting > 0) return
      writing.abort.abort()
      writings.delete(key)
    }
    signal.addEventListener('abort', goAway)
    if (signal.aborted) goAway()
    try {
      return await writing.answer
    } finally {
      signal.removeEventListener('abort', goAway)
      leave()
    }
  }
}
