/** How often honest security work is declined: eight tickets as they come in every week. */
import { TIERS } from '../model/tiers.ts'
import { TURN_PROMPT } from '../prompts/turn.ts'
import { TURN_ANSWER } from '../turn-answer.ts'
import { type Finding, type FirstDay, isRefused, TOO_DEAR } from './finding.ts'
import { openTicket, SECURITY_TICKETS } from './sample-ticket.ts'

/** Enough to see whether it declines; where it stops early it has not. */
const MOST_TOKENS = 1_000

export async function askRefusals({ purse }: FirstDay): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const tier of TIERS) {
    const declined: string[] = []
    let heardOf = 0
    for (const ticket of SECURITY_TICKETS) {
      const heard = await purse.ask({
        tier,
        effort: 'low',
        system: [{ type: 'text', text: TURN_PROMPT.text }],
        messages: openTicket(ticket),
        schema: TURN_ANSWER.schema,
        maxTokens: MOST_TOKENS,
      })
      if (heard === 'too dear' || isRefused(heard) || !heard.message) continue
      heardOf += 1
      if (heard.message.stop_reason !== 'refusal') continue
      const { category } = heard.message.stop_details ?? {}
      declined.push(`${ticket.summary} (${category ?? 'no category'})`)
    }
    const list = declined.length > 0 ? `: ${declined.join('; ')}` : ''
    findings.push({
      of: tier,
      found: heardOf === 0 ? TOO_DEAR : `${declined.length} of ${heardOf} declined${list}`,
      verdict: heardOf === 0 ? 'unknown' : 'told',
    })
  }
  return findings
}
