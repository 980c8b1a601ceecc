/**
 * What will be answered: replies for certain requests, replies for whoever comes next, a brain for
 * the rest, and faults laid over them. Asked for a reply it does not have, the stand-in says so
 * loudly instead of making one up.
 */

import { purposeOf } from './purpose.ts'
import { type Play, Reply, type ReplyInput } from './reply.ts'
import type { MessagesRequest } from './request.ts'

export type Brain = (request: MessagesRequest) => ReplyInput | Promise<ReplyInput>
/** A purpose, as the first line of the system prompt names it, or a question about the request. */
export type When = string | ((request: MessagesRequest) => boolean)

interface Scripted {
  when: When | undefined
  reply: Reply
}

/** Which calls a fault is for. */
export interface Reach {
  /** On how many of them it plays; once when left out. */
  times?: number
  /** Only requests for a message have a purpose. */
  when?: When
  /** Without its query; `/v1/messages` when left out. */
  path?: string
}

interface Fault {
  when: When | undefined
  path: string
  play: Play
  left: number
}

export type Script = ReturnType<typeof createScript>

export function createScript(firstBrain: Brain | undefined) {
  let brain = firstBrain
  let replies: Scripted[] = []
  let faults: Fault[] = []
  const add = (when: When | undefined, inputs: readonly ReplyInput[]) => {
    replies.push(...inputs.map((input) => ({ when, reply: Reply.parse(input) })))
  }
  return {
    /** Answers whatever no queued reply is for; none when left out. */
    useBrain(other?: Brain) {
      brain = other
    },
    queue: (...inputs: ReplyInput[]) => add(undefined, inputs),
    queueFor: (when: When, ...inputs: ReplyInput[]) => add(when, inputs),
    fail(play: Play, { times = 1, when, path = '/v1/messages' }: Reach = {}) {
      faults.push({ play, when, path, left: times })
    },
    /** How many replies nobody has asked for yet. */
    pending: () => replies.length,
    nextFault(path: string, request?: MessagesRequest): Play | undefined {
      const fault = faults.find(
        (one) => one.left > 0 && one.path === path && isFor(one.when, request),
      )
      if (fault) fault.left -= 1
      return fault?.play
    },
    /** Undefined when there is neither a reply nor a brain. */
    async nextReply(request: MessagesRequest): Promise<Reply | undefined> {
      const scripted =
        replies.find(({ when }) => when !== undefined && isFor(when, request)) ??
        replies.find(({ when }) => when === undefined)
      if (scripted) {
        replies = replies.filter((other) => other !== scripted)
        return scripted.reply
      }
      return brain && Reply.parse(await brain(request))
    },
    clear() {
      brain = firstBrain
      replies = []
      faults = []
    },
  }
}

function isFor(when: When | undefined, request: MessagesRequest | undefined): boolean {
  if (when === undefined) return true
  if (!request) return false
  return typeof when === 'string' ? purposeOf(request) === when : when(request)
}
