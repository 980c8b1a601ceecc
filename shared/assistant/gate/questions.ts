/** Proposed questions: a few, none that was asked before. */
import type { EventData } from '../../session/event.ts'
import { wordsKey } from '../../text/same-words.ts'
import type { TurnResult } from '../turn-result.ts'
import type { AtGate } from './at-gate.ts'
import { keepFirst } from './keep-first.ts'
import { plain, plainLine } from './plain.ts'

const MOST_QUESTIONS = 3
const MOST_CHOICES = 8

export function gateQuestions(questions: TurnResult['questions'], at: AtGate): EventData[] {
  const { session, drops, turnId } = at
  const asked = [...session.lane.questions.map((q) => q.text), ...session.steps.map((s) => s.title)]
  const known = new Set(asked.map(wordsKey))
  const worded = questions.map((q) => ({ ...q, text: plainLine(q.text) }))
  const kept = keepFirst(worded, MOST_QUESTIONS, { what: 'question', text: (q) => q.text }, drops)
  return kept.flatMap(({ text, why, choices }): EventData[] => {
    if (known.has(wordsKey(text))) {
      drops.add(text, 'It was asked already.')
      return []
    }
    const labels = choices.map((choice) => plainLine(choice))
    return [
      {
        ...{ type: 'question_asked', turnId, text, why: plain(why, 500) },
        choices: keepFirst(labels, MOST_CHOICES, { what: 'answer', text: (c) => c }, drops),
      },
    ]
  })
}
