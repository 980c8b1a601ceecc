/**
 * The first few of a list, without what has no words and what comes twice. What is left out is
 * told. Done before anything is compared with the record, so that the same list always keeps
 * the same few.
 */
import { wordsKey } from '../../text/same-words.ts'
import type { Drops } from './drops.ts'

export function keepFirst<T>(
  list: readonly T[],
  most: number,
  { what, text }: { what: string; text: (item: T) => string },
  drops: Drops,
): T[] {
  const kept = new Map<string, T>()
  for (const item of list) {
    const said = text(item)
    const key = wordsKey(said)
    if (said === '') drops.add(`A ${what} without words`, 'There is nothing to show.')
    else if (kept.has(key)) drops.add(said, `This ${what} comes twice.`)
    else if (kept.size >= most) drops.add(said, `At most ${most} of a kind are taken up at once.`)
    else kept.set(key, item)
  }
  return [...kept.values()]
}
