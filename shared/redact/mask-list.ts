/**
 * What was removed, in words for the list in the panel: "2 passwords, 1 recovery key".
 *
 * Only counts: before a text is stored the panel may show the places, since it still holds
 * the input; afterwards nothing can bring a value back, and nothing here tries.
 */
import { type Family, families } from './family.ts'
import type { Masked } from './redact.ts'

export interface MaskedKind {
  family: Family
  label: string
  count: number
}

/** One entry per family, most frequent first; the same value removed twice counts once. */
export function describeMasked(masked: readonly Masked[]): MaskedKind[] {
  const values = new Map<Family, Set<string>>()
  for (const { family, placeholder } of masked) {
    const seen = values.get(family) ?? new Set()
    values.set(family, seen.add(placeholder))
  }
  return [...values]
    .map(([family, seen]) => ({ family, label: labelFor(family, seen.size), count: seen.size }))
    .sort((a, b) => b.count - a.count || a.family.localeCompare(b.family))
}

/** "2 passwords, 1 recovery key removed"; an empty text when there was nothing. */
export function summariseMasked(masked: readonly Masked[]): string {
  const kinds = describeMasked(masked)
  if (kinds.length === 0) return ''
  return `${kinds.map(({ count, label }) => `${count} ${label}`).join(', ')} removed`
}

function labelFor(family: Family, count: number): string {
  return count === 1 ? family : families[family]
}
