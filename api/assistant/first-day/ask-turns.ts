/**
 * A turn as it is really sent, of every tier at every effort that the router chooses: is its
 * schema taken, do its properties come in the order in which they are listed (the words that are
 * shown come first), and after how long is the first of them there?
 */
import type { Effort } from '#shared/assistant/tier-route.ts'
import { TIERS } from '../model/tiers.ts'
import { TURN_PROMPT } from '../prompts/turn.ts'
import { TOOL_DEFINITIONS } from '../tools/read-tools.ts'
import { TURN_ANSWER } from '../turn-answer.ts'
import { type Finding, type FirstDay, isRefused, whyNot } from './finding.ts'
import type { Heard } from './purse.ts'
import { openTicket, PRINTER } from './sample-ticket.ts'

/** What `route-tier.ts` chooses. */
const EFFORTS_USED: readonly Effort[] = ['low', 'medium', 'high']
const MOST_TOKENS = 4_000

export async function askTurns({ purse }: FirstDay): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const tier of TIERS) {
    for (const effort of EFFORTS_USED) {
      const heard = await purse.ask({
        tier,
        effort,
        system: [{ type: 'text', text: TURN_PROMPT.text }],
        messages: openTicket(PRINTER),
        tools: TOOL_DEFINITIONS,
        mayCallTools: false,
        schema: TURN_ANSWER.schema,
        grows: TURN_ANSWER.grows,
        maxTokens: MOST_TOKENS,
      })
      findings.push({ of: `${tier}, ${effort}`, ...tellTurn(heard) })
    }
  }
  return findings
}

function tellTurn(heard: Heard): Omit<Finding, 'of'> {
  const why = whyNot(heard)
  if (why !== undefined || heard === 'too dear') {
    return { found: why ?? '', verdict: isRefused(heard) ? 'differs' : 'unknown' }
  }
  const text = (heard.message?.content ?? [])
    .flatMap((block) => (block.type === 'text' ? [block.text] : []))
    .join('')
  const isRead = TURN_ANSWER.read(text) !== undefined
  const { used, firstTextMs, totalMs } = heard
  const found = [
    isRead ? 'schema taken' : `not read, it ended with ${heard.message?.stop_reason}`,
    isInOrder(text) ? 'in order' : `order: ${orderIn(text).join(', ')}`,
    firstTextMs === null ? 'nothing to show' : `first character after ${seconds(firstTextMs)}`,
    `whole after ${seconds(totalMs)}`,
    `${used?.output ?? 0} tokens, ${used?.thinking ?? 0} of them thinking`,
  ].join('; ')
  return { found, verdict: isRead && isInOrder(text) ? 'as built' : 'differs' }
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

/** Names of properties on the outermost level, as they came. */
function orderIn(text: string): string[] {
  try {
    return Object.keys(JSON.parse(text))
  } catch {
    return []
  }
}

function isInOrder(text: string): boolean {
  const listed = Object.keys(TURN_ANSWER.schema?.properties ?? {})
  return orderIn(text).join() === listed.join()
}
