/** A model without measure: more of everything than anybody can read. */
import { makeCheck, makeFact, makeHypothesis } from '../make-turn.ts'
import type { Story } from './story.ts'

const many = <T>(count: number, make: (n: number) => T): T[] =>
  Array.from({ length: count }, (_, n) => make(n + 1))

export const slowApplication: Story = {
  summary: 'The ERP is slow for everyone',
  notes: [{ id: 'note 6', text: 'Since Monday the ERP takes a minute to open.' }],
  moves: [
    {
      answers: {
        reply_md: 'Much can be the reason. '.repeat(900),
        facts: many(10, (n) =>
          makeFact({ text: `Observation number ${n} of the ERP`, quote: 'the ERP' }),
        ),
        hypotheses: many(8, (n) =>
          makeHypothesis({
            key: `cause ${n}`,
            cause: `Reason number ${n}`,
            likelihood: 'possible',
          }),
        ),
        checks: many(7, (n) =>
          makeCheck({
            ...{ title: `Look at part ${n}`, minutes: 100 * n },
            outcomes: [
              { result: 'Bad', points_to: [`cause ${n}`] },
              { result: 'Good', points_to: [] },
            ],
          }),
        ),
        questions: many(5, (n) => ({
          text: `Is part ${n} slow?`,
          why: 'To know',
          choices: many(10, (c) => `Answer ${c}`),
        })),
      },
    },
  ],
}
