/** What was found, as hard as the team takes it, the hardest first; what is off is not there. */
import type { NoteKind } from '../session/event.ts'
import { CHECKS, type Finding } from './finding.ts'
import { type Levels, levelOf, WEIGHT } from './level.ts'
import type { Found } from './note-to-check.ts'

export function weighFound(
  found: readonly Found[],
  { kind, text }: { kind: NoteKind; text: string },
  levels?: Levels,
): Finding[] {
  return found
    .filter(({ check }) => (CHECKS[check].applies as readonly NoteKind[]).includes(kind))
    .flatMap(({ about, ...f }) => {
      const severity = levelOf(f.check, levels)
      if (severity === 'off') return []
      const words = about ?? (f.at ? text.slice(f.at.start, f.at.end).trim() : f.message)
      return { ...f, found: words, severity }
    })
    .sort((a, b) => WEIGHT[a.severity] - WEIGHT[b.severity] || place(a) - place(b))
}

const place = (f: Finding): number => f.at?.start ?? -1
