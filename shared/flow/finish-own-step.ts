/** A step of one's own, done: what its event says. */
import type { EventData } from '../session/event.ts'
import { clip, SENTENCE } from './fill-sentences.ts'

/** A step of one's own and what came of it; without words of one's own, what the step says. */
export function finishOwnStep(
  { id, title, says }: { id: string; title: string; says: string },
  result: 'done' | 'did_not_help' | 'not_possible',
  text: string,
): EventData {
  const own = text.trim()
  const isWhole = own.toLowerCase().startsWith(title.toLowerCase())
  const said = own === '' || isWhole ? own : `${title}: ${own}`
  return {
    type: 'custom_step_done',
    customStepId: id,
    result,
    says: {
      kind: result === 'done' ? 'action' : 'dead_end',
      text: clip(said || (result === 'done' ? says : title), SENTENCE),
    },
  }
}
