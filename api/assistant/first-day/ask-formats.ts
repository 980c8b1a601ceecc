/** Does every tier take every schema that is ever sent? One word is asked for in each. */
import { TIERS } from '../model/tiers.ts'
import { SENT_FORMATS } from '../sent-formats.ts'
import { type Finding, type FirstDay, isRefused, whyNot } from './finding.ts'
import { openTicket, PRINTER } from './sample-ticket.ts'

/** Whether it is taken is told before the first token, so there need be few. */
const FEW_TOKENS = 64

export async function askFormats({ purse }: FirstDay): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const tier of TIERS) {
    for (const [name, { schema }] of Object.entries(SENT_FORMATS)) {
      const heard = await purse.ask({
        tier,
        effort: 'low',
        system: [{ type: 'text', text: 'purpose: check\nAnswer as shortly as the shape allows.' }],
        messages: openTicket(PRINTER),
        schema,
        maxTokens: FEW_TOKENS,
      })
      const verdict = isRefused(heard) ? 'differs' : whyNot(heard) ? 'unknown' : 'as built'
      findings.push({ of: `${tier}, ${name}`, found: whyNot(heard) ?? 'taken', verdict })
    }
  }
  return findings
}
