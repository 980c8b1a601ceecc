/** A first fix that does not help does not come back; the second takes its place. */
import { makeCheck, makeFix, makeHypothesis } from '../make-turn.ts'
import { checks, repliesTo, type Story, tries } from './story.ts'

const queue = makeHypothesis({ key: 'queue', cause: 'A job blocks the queue' })
const address = makeHypothesis({
  key: 'address',
  cause: 'The printer has a new address',
  likelihood: 'possible',
})
const purge = makeFix({
  title: 'Empty the queue',
  hypothesis: 'queue',
  steps: ['Cancel all jobs'],
  confidence: 60,
})

export const printing: Story = {
  summary: 'Nothing prints in Accounting',
  notes: [{ id: 'note 2', text: 'PRN-ACC prints nothing since this morning.' }],
  scripts: ['set-printer-port'],
  moves: [
    {
      answers: {
        reply_md: 'Is it one printer?',
        hypotheses: [queue, address],
        checks: [
          makeCheck({
            ...{ title: 'Ping the address of the port', minutes: 1 },
            outcomes: [
              { result: 'No answer', points_to: ['address'] },
              { result: 'It answers', points_to: ['queue'] },
            ],
          }),
        ],
        questions: [{ text: 'Does another printer work?', why: '', choices: ['Yes', 'No'] }],
      },
    },
    repliesTo('Does another printer work?', 'Yes, PRN-HR does'),
    { answers: { reply_md: 'Then empty its queue.', fix: [purge] } },
    tries('failed', 'The jobs come back and wait.'),
    {
      answers: {
        reply_md: 'Empty it again? No: look at the address.',
        fix: [{ ...purge, title: 'Empty the queue.' }],
      },
    },
    checks('Ping the address of the port', 0, '10.0.4.20 does not answer.'),
    {
      answers: {
        reply_md: 'The printer answers elsewhere.',
        hypotheses: [{ ...address, likelihood: 'very_likely', for_evidence: ['S2'] }],
        fix: [
          makeFix({
            ...{
              title: 'Point the port to the new address',
              hypothesis: 'address',
              evidence: ['S2'],
            },
            ...{
              steps: ['Read the address at the printer', 'Change the port'],
              script_template: 'set-printer-port',
            },
          }),
        ],
      },
    },
    tries('worked', 'A test page came out.'),
  ],
}
