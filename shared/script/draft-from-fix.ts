/**
 * A draft of a template from a fix that worked once and is to be used again.
 *
 * Commands in the steps' code become the script; what is said around them becomes comments, so
 * that whoever finishes the draft sees what was meant. It is never usable as it is: a person
 * reads it, names its parameters and publishes it.
 */
import type { Fix } from '../session/lane.ts'
import type { ScriptContent } from './script.ts'

export function draftFromFix(
  fix: Pick<Fix, 'title' | 'steps' | 'wouldConfirm' | 'safety'>,
): ScriptContent {
  const lines = fix.steps.flatMap((step, i) => linesOf(step, i + 1))
  return {
    name: fix.title.slice(0, 200),
    summary: (fix.wouldConfirm ? `Worked when: ${fix.wouldConfirm}` : '').slice(0, 500),
    words: [],
    shell: 'powershell',
    safety: fix.safety,
    text: (lines.join('\n') || `# ${fix.title}`).slice(0, 20_000),
    parameters: [],
  }
}

function linesOf(step: string, number: number): string[] {
  const code = [...step.matchAll(/```[^\n`]*\n([\s\S]*?)```|`([^`\n]+)`/g)]
  const said = step
    .replace(/```[\s\S]*?```/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return [
    `# ${number}. ${said || 'Run:'}`,
    ...code.flatMap(([, block, inline]) => (block ?? inline ?? '').trimEnd().split('\n')),
  ]
}
