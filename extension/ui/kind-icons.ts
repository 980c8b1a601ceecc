/** The sign of each kind of step, wherever it is drawn. */
import {
  CornerDownRight,
  Eye,
  Flag,
  type LucideIcon,
  MessageCircleQuestionMark,
  SquareCheck,
  TextCursorInput,
  Wrench,
} from 'lucide-react'
import type { NodeKind } from '#shared/flow/flow.ts'

export const NODE_KIND_ICONS: Readonly<Record<NodeKind, LucideIcon>> = {
  question: MessageCircleQuestionMark,
  check: Eye,
  action: Wrench,
  input: TextCursorInput,
  sub_flow: CornerDownRight,
  end: Flag,
  step: SquareCheck,
}
