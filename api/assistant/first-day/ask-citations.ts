/** Must citations be on for all search results or for none, and do they come where they are on? */
import type { ModelMessage } from '../model/ask.ts'
import { type Finding, type FirstDay, isRefused, whyNot } from './finding.ts'
import type { Heard, Question } from './purse.ts'

const FEW_TOKENS = 300

export async function askCitations({ purse }: FirstDay): Promise<Finding[]> {
  const all = await purse.ask(search([true, true]))
  const some = await purse.ask(search([true, false]))
  return [
    { of: 'on for all results', ...tellAll(all) },
    {
      of: 'on for one of two',
      found: isRefused(some) ? 'refused: all or none' : (whyNot(some) ?? 'taken'),
      verdict: isRefused(some) ? 'as built' : 'told',
    },
  ]
}

function tellAll(heard: Heard): Omit<Finding, 'of'> {
  const why = whyNot(heard)
  if (why !== undefined || heard === 'too dear') {
    return { found: why ?? '', verdict: isRefused(heard) ? 'differs' : 'unknown' }
  }
  const cited = (heard.message?.content ?? []).flatMap((block) =>
    block.type === 'text' ? (block.citations ?? []) : [],
  )
  return {
    found: cited.length === 0 ? 'taken, nothing cited' : `taken, ${cited.length} cited`,
    verdict: cited.length > 0 ? 'as built' : 'differs',
  }
}

const search = (isCited: readonly boolean[]): Question => ({
  tier: 'standard',
  effort: 'low',
  system: [{ type: 'text', text: 'purpose: check\nAnswer from the search results only.' }],
  messages: [
    { role: 'user', content: 'What do we do when a printer prints blank pages?' },
    { role: 'assistant', content: [{ type: 'tool_use', id: 'found', name: 'search', input: {} }] },
    {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: 'found', content: results(isCited) }],
    },
  ] satisfies ModelMessage[],
  tools: [{ name: 'search', description: 'Searches.', input_schema: { type: 'object' } }],
  mayCallTools: false,
  maxTokens: FEW_TOKENS,
})

const PASSAGES = [
  'Blank pages after a new driver: take the driver of the maker and print a page of the device itself.',
  'Blank pages of one application only: print as an image.',
]

const results = (isCited: readonly boolean[]) =>
  isCited.map((enabled, n) => ({
    type: 'search_result' as const,
    source: `article-${n}`,
    title: `Article ${n}`,
    content: [{ type: 'text' as const, text: PASSAGES[n] ?? '' }],
    citations: { enabled },
  }))
