/**
 * Thinking is sealed: a block may be sent back only as it came, after the same prompt, to the same
 * account. Leaving all blocks of an answer out is allowed, a part of them is not. Another model
 * does not read them, and nobody says so, except that what Haiku thought is open to all.
 *
 * Effort, output format, tool choice and cache markers are not under the seal.
 */
import { createHash } from 'node:crypto'
import { findModel, type Model } from './models.ts'
import { type Part, partsOf } from './prompt-parts.ts'
import type { CountRequest } from './request.ts'

interface Sealed {
  thinking: string
  model: string
  account: string
  before: string
  /** The answer it belongs to, its place among the thinking there, and how many there were. */
  answer: string
  nth: number
  of: number
}

export type ThinkingSeals = ReturnType<typeof createThinkingSeals>

export function createThinkingSeals() {
  const seals = new Map<string, Sealed>()

  return {
    /** The signature of one block of an answer. `said` is what the answer said before it. */
    seal(
      request: CountRequest,
      said: readonly string[],
      block: Omit<Sealed, 'before' | 'model'> & { model: Model },
    ): string {
      const before = digest([
        ...spokenBefore(partsOf(request)),
        ...said.map((text) => `assistant ${text}`),
      ])
      const sealed = { ...block, model: block.model.id, before }
      const signature = `sig_${digest([JSON.stringify(sealed)]).repeat(2)}`
      seals.set(signature, sealed)
      return signature
    },
    /** Why the thinking in a request is not taken, if it is not. */
    check(request: CountRequest, model: Model, account: string): string | undefined {
      const parts = partsOf(request)
      let previous: { sealed: Sealed; message: number | undefined } | undefined
      for (const [at, part] of parts.entries()) {
        if (previous && part.message !== previous.message) {
          if (previous.sealed.nth + 1 < previous.sealed.of) return incomplete(previous.message)
          previous = undefined
        }
        if (part.block?.type !== 'thinking') continue
        const path = `messages.${part.message}`
        const sealed = seals.get(part.block.signature)
        if (!sealed || sealed.account !== account)
          return `${path}: Invalid \`signature\` in \`thinking\` block`
        if (sealed.model !== model.id && !findModel(sealed.model)?.isThinkingShared) continue
        if (sealed.thinking !== part.block.thinking)
          return `${path}: \`thinking\` blocks must be sent back as they were received; this one was changed`
        if (sealed.before !== digest(spokenBefore(parts.slice(0, at))))
          return `${path}: \`thinking\` block is bound to the system prompt, tools and messages before it, and these have changed. Remove all earlier thinking blocks or send the prompt unchanged`
        const nth = previous?.sealed.answer === sealed.answer ? previous.sealed.nth + 1 : 0
        if (sealed.nth !== nth) return incomplete(part.message)
        previous = { sealed, message: part.message }
      }
      return previous && previous.sealed.nth + 1 < previous.sealed.of
        ? incomplete(previous.message)
        : undefined
    },
    clear() {
      seals.clear()
    },
  }
}

const incomplete = (message: number | undefined) =>
  `messages.${message}: \`thinking\` blocks must be sent back complete and in their original order, or all be removed`

function spokenBefore(parts: readonly Part[]): string[] {
  return parts
    .filter(({ stage, block }) => stage !== 'format' && block?.type !== 'thinking')
    .map(({ role, text }) => `${role} ${text}`)
}

const digest = (texts: readonly string[]) =>
  createHash('sha256').update(JSON.stringify(texts)).digest('base64url')
