/**
 * All triggers of all detectors as one expression: the least that any redaction by pattern
 * has to look for. Only for the benchmark, which compares `redact` with one pass of it.
 */
import { secretDetectors } from './detectors/all.ts'

export const combinedExpression = new RegExp(
  [
    ...new Set(secretDetectors.flatMap(({ triggers }) => triggers.map(sourceOf))),
    '[A-Za-z0-9+/_=.-]{20,}',
  ].join('|'),
  'gi',
)

function sourceOf(trigger: string): string {
  return trigger
    .replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)
    .replace(/\d/g, String.raw`\d`)
    .replace(/ /g, String.raw`[ \t\u00a0]`)
}
