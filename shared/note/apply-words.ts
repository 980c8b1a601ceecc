/**
 * Puts worded sentences in the place of the record's own, where they passed.
 *
 * A sentence of the record gives way when what it rests on is told by one worded sentence of
 * the same section; that one then stands where the first of them stood. Nothing is lost by it:
 * what no worded sentence covers stays as the record says it. Several worded sentences that
 * rest on the same keep the first. A line that began with its time keeps the earliest.
 */

import type { GatedSentence } from './gate-words.ts'
import type { ComposedNote, Section, Sentence } from './note.ts'
import { isToldBy, keyOfSection } from './worded-note.ts'
import { TOLD_AT } from './wording.ts'

/** What is needed of a worded sentence to put it in its place. */
type Placed = Pick<GatedSentence, 'section' | 'text'> & {
  items: readonly Pick<GatedSentence['items'][number], 'ids' | 'text'>[]
}

export function applyWords(note: ComposedNote, passed: readonly Placed[]): ComposedNote {
  return {
    ...note,
    sections: note.sections.map((section, i) => {
      const key = keyOfSection(section.heading, i)
      return wordSection(
        section,
        passed.filter((s) => s.section === key),
      )
    }),
  }
}

function wordSection(section: Section, worded: readonly Placed[]): Section {
  const covers = new Map<string, Placed>()
  for (const sentence of worded) {
    const ids = sentence.items.flatMap((item) => item.ids)
    if (ids.some((id) => covers.has(id))) continue
    for (const id of ids) covers.set(id, sentence)
  }
  const placed = new Set<Placed>()
  const sentences = section.sentences.flatMap((own): Sentence[] => {
    const id = own.evidence.length === 1 ? (own.evidence[0] ?? '') : ''
    const by = covers.get(id)
    const item = by?.items.find((one) => one.ids.includes(id))
    if (!by || !item || !isToldBy(own.text, item.text)) return [own]
    if (placed.has(by)) return []
    placed.add(by)
    const time = TOLD_AT.exec(own.text)?.[0] ?? ''
    return [
      {
        text: `${time}${by.text.replace(/\s+/g, ' ').trim()}`,
        evidence: [...new Set(by.items.flatMap((item) => item.ids))],
      },
    ]
  })
  return { ...section, sentences }
}
