/** How far a command or an action goes: by sign, word and colour together. */
import { Eye, PencilLine, Zap } from 'lucide-react'
import type { SafetyClass } from '#shared/flow/flow.ts'
import { Badge, type Tone } from './Badge.tsx'

const MARKS: Record<SafetyClass, { word: string; tone: Tone; Icon: typeof Eye; says: string }> = {
  reads: { word: 'Reads', tone: 'good', Icon: Eye, says: 'Only reads; changes nothing' },
  changes: {
    word: 'Changes',
    tone: 'amber',
    Icon: PencilLine,
    says: 'Changes something; can be undone. Note the state before.',
  },
  disrupts: {
    word: 'Disrupts',
    tone: 'bad',
    Icon: Zap,
    says: 'Interrupts people or is hard to undo. Needs an authorisation and a way back.',
  },
}

export function SafetyMark({ safety }: { safety: SafetyClass }) {
  const { word, tone, Icon, says } = MARKS[safety]
  return (
    <span title={says} className="inline-flex">
      <Badge tone={tone} icon={<Icon aria-hidden="true" />}>
        {word}
      </Badge>
    </span>
  )
}
