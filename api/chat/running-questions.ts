/** The answers that run in this process: one at a time for each person. */
import { openRunning, type Running } from '../assistant/running-turns.ts'
import type { QuestionRow } from './queries.ts'
import { shownOfQuestion } from './show-question.ts'

export const openRunningQuestions = (): Running<QuestionRow> =>
  openRunning({
    belongsTo: ({ personId }) => personId,
    reasonsOf: () => [],
    shownOf: shownOfQuestion,
  })
