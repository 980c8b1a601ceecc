/** What each state of a template is called, and how it looks. */
import type { ScriptState } from '#shared/script/contract.ts'
import type { Tone } from '../../ui/Badge.tsx'

export const STATES: Record<ScriptState, { word: string; tone: Tone }> = {
  draft: { word: 'Draft', tone: 'amber' },
  published: { word: 'Published', tone: 'good' },
  retired: { word: 'Retired', tone: 'plain' },
}
