/** What one node must say for itself: its links, its class, the way back, how an end is verified. */
import type { Command, FlowNode, SafetyClass } from './flow.ts'
import { type Problems, problem } from './flow-problem.ts'

type NodeOf<K extends FlowNode['kind']> = Extract<FlowNode, { kind: K }>

export function* checkNode(node: FlowNode): Problems {
  for (const { title, url } of node.links) {
    if (url.startsWith('https://')) continue
    yield problem('link_not_https', node.id, `The link "${title}" must begin with https://.`)
  }
  if (node.kind === 'check' && worst(node.commands) !== 'reads') {
    const message = `"${node.title}" runs a command that changes something. Make it an action.`
    yield problem('check_changes', node.id, message)
  }
  if (node.kind === 'action' || node.kind === 'step') yield* checkChange(node)
  if (node.kind === 'end') yield* checkEnd(node)
}

function* checkChange(node: NodeOf<'action' | 'step'>): Problems {
  if (node.safety !== 'reads' && !(node.before?.trim() && node.undo?.trim())) {
    const message = `Say at "${node.title}" what to note before and how to go back.`
    yield problem('no_way_back', node.id, message)
  }
  if (CLASSES.indexOf(worst(node.commands)) > CLASSES.indexOf(node.safety)) {
    const message = `A command of "${node.title}" is riskier than the step. Raise the step's class.`
    yield problem('class_too_low', node.id, message)
  }
}

function* checkEnd(node: NodeOf<'end'>): Problems {
  if (!node.verification?.trim() && node.evidence.length === 0) {
    const message = `Say at "${node.title}" how it is verified, or which evidence is handed on.`
    yield problem('end_without_evidence', node.id, message)
  }
  const isClear =
    node.ending === 'returns'
      ? node.returns !== undefined && node.alone !== 'returns'
      : node.returns === undefined && node.alone === undefined
  if (isClear) return
  const message = `"${node.title}" must either go back with a choice of the flow before, or end here.`
  yield problem('returns_unclear', node.id, message)
}

const CLASSES: readonly SafetyClass[] = ['reads', 'changes', 'disrupts']
const worst = (commands: readonly Command[]): SafetyClass =>
  CLASSES.findLast((c) => commands.some((command) => command.safety === c)) ?? 'reads'
