/**
 * What was removed, in words for the list in the panel: "2 passwords, 1 recovery key".
 *
 * Only counts: before a text is stored the panel may show the places, since it still holds
 * the input; afterwards nothing can bring a value back, and nothing here tries. Where something
 * was removed can always be told from the placeholders that stand in the text.
 */
import { type Family, families, placeholderExpression } from './family.ts'
import type { Masked } from './redact.ts'

type WhatWasMasked = Pick<Masked, 'family' | 'placeholder'>

export interface MaskedKind {
  family: Family
  label: string
  count: number
}

/** One entry per family, most frequent first; the same value removed twice counts once. */
export function describeMasked(masked: readonly WhatWasMasked[]): MaskedKind[] {
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
export function summariseMasked(masked: readonly WhatWasMasked[]): string {
  const kinds = describeMasked(masked)
  if (kinds.length === 0) return ''
  return `${kinds.map(({ count, label }) => `${count} ${label}`).join(', ')} removed`
}

function labelFor(family: Family, count: number): string {
  return count === 1 ? family : families[family]
}

export interface MaskedPlace extends WhatWasMasked {
  /** The first line is 1. */
  line: number
  /** The line it stands in, or as much of it as shows where. */
  around: string
}

/** Every placeholder in a text, in its order. */
export function placesOfMasked(text: string): MaskedPlace[] {
  const places: MaskedPlace[] = []
  for (const [at, line] of text.split('\n').entries()) {
    for (const { 0: placeholder, 1: family, index } of line.matchAll(placeholderExpression())) {
      if (!isFamily(family)) continue
      const from = Math.max(0, index - AROUND)
      const to = index + placeholder.length + AROUND
      const before = from > 0 ? '…' : ''
      const after = to < line.length ? '…' : ''
      places.push({
        ...{ family, placeholder, line: at + 1 },
        around: `${before}${line.slice(from, to).trim()}${after}`,
      })
    }
  }
  return places
}

/** So many characters on each side. */
const AROUND = 40

const isFamily = (name: string | undefined): name is Family =>
  name !== undefined && Object.hasOwn(families, name)
