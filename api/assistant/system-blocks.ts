/**
 * What stands before every question of a kind: our own rules, then what the team says of its ways.
 *
 * Both stay the same from one question to the next, so that they are read from the cache. The
 * team's words come second and say of themselves that they lift nothing: what the model makes of
 * them passes the same gates as ever.
 */
import { maskHosts } from '#shared/assistant/find-hosts.ts'
import type { RedactionPolicy } from '#shared/assistant/settings.ts'
import type { Guidance } from '../guidance/queries.ts'
import type { ModelSystem } from './model/ask.ts'
import { GUIDANCE_PROMPT } from './prompts/guidance.ts'

export const KEPT_FOR_AN_HOUR = { type: 'ephemeral', ttl: '1h' } as const

export const systemBlocks = (
  rules: string,
  { text }: Guidance,
  policy: RedactionPolicy,
): ModelSystem[] =>
  [rules, ...(text === '' ? [] : [`${GUIDANCE_PROMPT.text}\n\n${sayable(text, policy)}`])].map(
    (block) => ({
      type: 'text',
      text: block,
      cache_control: KEPT_FOR_AN_HOUR,
    }),
  )

/** Machines go for good, not behind a token: that would be another one in each session. */
const sayable = (text: string, policy: RedactionPolicy): string =>
  policy === 'mask_hosts' ? maskHosts(text) : text

/** Which words went out, for the row of the call. */
export const promptVersionWith = (version: string, guidance: Guidance): string =>
  guidance.version === 0
    ? version
    : `${version}, guidance ${guidance.version} told by ${GUIDANCE_PROMPT.version}`
