/**
 * Puts “a technician” in the place of the names of people in a text that they typed themselves.
 *
 * A name counts as it is written, as words of their own: a person called Mark does not take the
 * marks out of a sentence.
 */
export function hideNames(names: readonly string[]): (text: string) => string {
  const known = [...new Set(names.map((name) => name.trim()))].filter((name) => name.length > 1)
  if (known.length === 0) return (text) => text
  // The longest first: of two that begin alike the whole one is meant.
  const either = known.toSorted((a, b) => b.length - a.length).map(escapeSigns)
  const name = new RegExp(`(?<![\\p{L}\\p{N}])(?:${either.join('|')})(?![\\p{L}\\p{N}])`, 'gu')
  return (text) => text.replaceAll(name, 'a technician')
}

const escapeSigns = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
