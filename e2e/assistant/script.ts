/**
 * What will be answered: replies for certain requests, replies for whoever comes next, a brain for
 * the rest. Asked for a reply it does not have, the stand-in says so loudly instead of making one
 * up.
 */
import { isFor, type When } from './faults.ts'
import { Reply, type ReplyInput } from './reply.ts'
import type { MessagesRequest } from './request.ts'

export type Brain = (request: MessagesRequest) => ReplyInput | Promise<ReplyInput>

export type Script = ReturnType<typeof createScript>

export function createScript(firstBrain: Brain | undefined) {
  let brain = firstBrain
  let replies: { when: When | undefined; reply: Reply }[] = []
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
    /** How many replies nobody has asked for yet. */
    pending: () => replies.length,
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
    },
  }
}
