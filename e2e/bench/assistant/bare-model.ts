/**
 * The stand-in for the model in a process of its own, so that it takes no time of whoever asks.
 * Answers each turn at once with the same long words; where a technician is shown in the
 * conversation, as the demonstration does.
 */
import { createDemoBrain } from '#e2e/assistant/demo-brain.ts'
import { giveJson } from '#e2e/assistant/reply.ts'
import { serveAssistant } from '#e2e/assistant/server.ts'

/** So much of an answer comes in one event. */
export const CHUNK = 12

export const LONG_REPLY = 'The share opens by its address and not by its name. '.repeat(30)

export const LONG_ANSWER = {
  reply_md: LONG_REPLY,
  facts: [],
  hypotheses: [],
  checks: [],
  questions: [],
  fix: [],
  flow_doubt: [],
  knowledge_used: [],
  needs_more_thought: false,
}

if (import.meta.main) {
  process.channel?.ref() // nothing else keeps it waiting
  process.once('message', () => void serve())
}

async function serve(): Promise<void> {
  const demo = createDemoBrain()
  const long = { ...giveJson(LONG_ANSWER), pace: { chunk: CHUNK } }
  const served = await serveAssistant({
    brain: (request) =>
      JSON.stringify(request.messages).includes('read_ticket') ? demo(request) : long,
  })
  process.send?.(new URL(served.url).port)
}
