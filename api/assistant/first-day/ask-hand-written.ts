/** Is a tool call that we write ourselves taken at the head of a conversation, with thinking? */
import { TIERS } from '../model/tiers.ts'
import { type Finding, type FirstDay, isRefused, whyNot } from './finding.ts'
import { openTicket, PRINTER } from './sample-ticket.ts'

const FEW_TOKENS = 400

export async function askHandWritten({ purse }: FirstDay): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const tier of TIERS) {
    const heard = await purse.ask({
      tier,
      effort: 'medium',
      system: [{ type: 'text', text: 'purpose: check\nThink first, then answer in one sentence.' }],
      messages: openTicket(PRINTER, 'Which two things would you tell apart first?'),
      maxTokens: FEW_TOKENS,
    })
    const why = whyNot(heard)
    const thought = heard === 'too dear' ? 0 : (heard.used?.thinking ?? 0)
    findings.push({
      of: tier,
      found: why ?? `taken, with ${thought} tokens of thinking`,
      verdict: isRefused(heard) ? 'differs' : why ? 'unknown' : 'as built',
    })
  }
  return findings
}
