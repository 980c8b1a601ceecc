/**
 * How much of a conversation was read from the prompt's cache. Each turn sends all of it again; where
 * most of it is read anew, every turn pays the full price and takes longer to begin, and something
 * at its beginning has changed that should not.
 */
import { promptTokens, type TokensUsed } from './price.ts'

/** Less than this in a conversation that goes on is worth a look. */
export const LEAST_READ_SHARE = 0.6

/** 0 to 1; none where nothing was read at all. */
export function readShare(used: TokensUsed): number | null {
  const all = promptTokens(used)
  return all > 0 ? used.cacheRead / all : null
}
