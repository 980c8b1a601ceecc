/**
 * From which size on a prefix is kept, and whether it is then read.
 *
 * Prompts that grow are sent twice each until one is kept; where that is below the size of what
 * all turns share, caching works as it is built. What a token read from a cache costs is on no
 * answer: the count is told, to be held against the vendor's console.
 */
import type { Tier } from '#shared/session/lane-event.ts'
import { TIERS } from '../model/tiers.ts'
import { TURN_PROMPT } from '../prompts/turn.ts'
import { TOOL_DEFINITIONS } from '../tools/read-tools.ts'
import { type Finding, type FirstDay, whyNot } from './finding.ts'
import type { Question } from './purse.ts'

/** Lines of about twenty tokens each. */
const SIZES = [8, 14, 22, 30, 60, 110, 220]
const FEW_TOKENS = 16
const HOUR = { type: 'ephemeral', ttl: '1h' } as const

export async function askCache(day: FirstDay): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const tier of TIERS) findings.push(await smallestKept(day, tier), await ourPrefix(day, tier))
  return findings
}

async function smallestKept({ purse, tiers, mark }: FirstDay, tier: Tier): Promise<Finding> {
  const of = `${tier}, smallest prefix`
  let above = 0
  for (const lines of SIZES) {
    const question = prompt(tier, fill(mark, lines))
    const first = await purse.ask(question)
    const second = await purse.ask(question)
    const why = whyNot(first) ?? whyNot(second)
    if (why !== undefined || first === 'too dear' || second === 'too dear') {
      return { of, found: why ?? '', verdict: 'unknown' }
    }
    const written = (first.used?.cacheWrite1h ?? 0) + (first.used?.cacheWrite5m ?? 0)
    const read = second.used?.cacheRead ?? 0
    if (written > 0 || read > 0) {
      const price = tiers.tiers[tier].prices.cacheRead
      const found = `kept from between ${above} and ${written} tokens on; the second time ${read} were read from the cache (by the table $${price} per million; hold it against the console)`
      return { of, found, verdict: read > 0 ? 'as built' : 'differs' }
    }
    above = first.used?.input ?? above
  }
  return { of, found: `nothing kept up to ${above} tokens`, verdict: 'differs' }
}

/** Tools and system prompt, which all sessions share. */
async function ourPrefix({ purse }: FirstDay, tier: Tier): Promise<Finding> {
  const of = `${tier}, what turns share`
  const question: Question = {
    ...prompt(tier, TURN_PROMPT.text),
    tools: TOOL_DEFINITIONS,
    mayCallTools: false,
  }
  const first = await purse.ask(question)
  const second = await purse.ask(question)
  const why = whyNot(first) ?? whyNot(second)
  if (why !== undefined || first === 'too dear' || second === 'too dear') {
    return { of, found: why ?? '', verdict: 'unknown' }
  }
  const read = second.used?.cacheRead ?? 0
  const rest = second.used?.input ?? 0
  return {
    of,
    found: `${read} tokens read from the cache, ${rest} not`,
    verdict: read > rest ? 'as built' : 'differs',
  }
}

const prompt = (tier: Tier, text: string): Question => ({
  tier,
  effort: 'low',
  system: [{ type: 'text', text, cache_control: HOUR }],
  messages: [{ role: 'user', content: 'Say yes.' }],
  maxTokens: FEW_TOKENS,
})

const fill = (mark: string, lines: number): string =>
  Array.from(
    { length: lines },
    (_, n) =>
      `${mark}, line ${n}: the printer by the window prints blank pages since this morning, copies are fine.`,
  ).join('\n')
