/** Targets as a person lists them: one a line, after a comma what tells it from others. */
import { foldText } from '../text/fold-text.ts'
import { MOST_TARGETS, Target } from './batch.ts'

/** What is wrong is said of the first line that has it. */
export function readTargets(text: string): { targets: Target[] } | { problem: string } {
  const targets: Target[] = []
  const seen = new Set<string>()
  for (const line of text.split('\n')) {
    const [name = '', ...rest] = line.split(',').map((part) => part.trim())
    if (!name && rest.length === 0) continue
    const detail = rest.join(', ')
    const read = Target.safeParse({ name, ...(detail ? { detail } : {}) })
    if (!read.success)
      return { problem: `“${line.trim().slice(0, 40)}” has no name or is too long.` }
    if (seen.has(foldText(name))) return { problem: `“${name}” is there twice.` }
    seen.add(foldText(name))
    targets.push(read.data)
  }
  if (targets.length === 0) return { problem: 'Name one target at least.' }
  if (targets.length > MOST_TARGETS) return { problem: `At most ${MOST_TARGETS} in one batch.` }
  return { targets }
}

/** What stands there already stays as it stands; a comma in a name would part it. */
export function addTargets(text: string, more: readonly Target[]): string {
  const nameIn = (line: string) => foldText(line.split(',')[0] ?? '')
  const there = new Set(text.split('\n').map(nameIn))
  const fresh = more
    .map(({ name, ...rest }) => ({ ...rest, name: name.replaceAll(/[,\s]+/g, ' ').trim() }))
    .filter(({ name }) => name !== '' && !there.has(foldText(name)))
  return [text.trimEnd(), tellTargets(fresh)].filter(Boolean).join('\n')
}

export const tellTargets = (targets: readonly Target[]): string =>
  targets.map(({ name, detail }) => (detail ? `${name}, ${detail}` : name)).join('\n')
