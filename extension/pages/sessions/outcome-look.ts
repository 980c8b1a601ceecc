/** How an outcome is shown: an icon, a word and a colour, never the colour alone. */
import {
  ArrowUpRight,
  Ban,
  CircleCheck,
  CircleDashed,
  type LucideIcon,
  PhoneMissed,
  ShieldAlert,
  Truck,
  Wrench,
} from 'lucide-react'
import { OUTCOME_WORDS } from '#shared/note/wording.ts'
import type { SessionOutcome } from '#shared/session/event.ts'
import type { Tone } from '../../ui/Badge.tsx'

interface Look {
  label: string
  tone: Tone
  Icon: LucideIcon
}

const look = (outcome: SessionOutcome, tone: Tone, Icon: LucideIcon): [string, Look] => [
  outcome,
  { label: OUTCOME_WORDS[outcome], tone, Icon },
]

/** By the word the server names; one it learnt later is shown as finished. */
export const OUTCOME_LOOK: Readonly<Record<string, Look | undefined>> = Object.fromEntries([
  look('resolved', 'good', CircleCheck),
  look('workaround', 'amber', Wrench),
  look('escalate', 'amber', ArrowUpRight),
  look('vendor', 'plain', Truck),
  look('not_reproduced', 'plain', CircleDashed),
  look('security', 'bad', ShieldAlert),
  look('no_contact', 'plain', PhoneMissed),
  look('refused', 'plain', Ban),
])
