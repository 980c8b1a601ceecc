/** Facts are corrected and said again; what stands already is not repeated. */
import { makeCheck, makeFact, makeHypothesis } from '../make-turn.ts'
import { checks, confirms, type Story, says } from './story.ts'

const phone = makeHypothesis({ key: 'phone', cause: 'A phone uses the old password' })
const source = makeCheck({
  ...{ title: 'Read from which computer the attempts come', minutes: 4 },
  outcomes: [
    { result: 'The mail server', points_to: ['phone'] },
    { result: 'A server', points_to: ['task'] },
  ],
})

export const lockout: Story = {
  summary: 'Account of J. Roth locks several times a day',
  notes: [{ id: 'note 5', text: 'Locked out again, third time today.' }],
  moves: [
    {
      answers: {
        reply_md: 'Where do the attempts come from?',
        facts: [
          makeFact({
            text: 'The account locked twice today',
            quote: 'second time',
            evidence: ['T1'],
          }),
          makeFact({
            text: 'The account locked twice today!',
            quote: 'third time today',
            evidence: ['T1'],
          }),
        ],
        hypotheses: [phone, { ...phone, key: 'mobile' }],
        checks: [source, { ...source, title: 'read from which computer attempts come' }],
      },
    },
    says('It locked three times, not two'),
    {
      answers: {
        reply_md: 'Corrected.',
        facts: [
          makeFact({
            ...{
              text: 'The account locked three times today',
              source: 'technician',
              replaces: 'F1',
            },
            quote: 'it locked three times',
          }),
        ],
        hypotheses: [phone],
        checks: [source],
      },
    },
    confirms(2),
    checks('Read from which computer the attempts come', 0, 'EX01, the mail server.'),
    {
      answers: {
        reply_md: 'It is a phone.',
        facts: [
          makeFact({
            text: 'The attempts come from EX01',
            source: 'step_result',
            quote: 'EX01',
            evidence: ['S1'],
          }),
          makeFact({ text: 'The account locked three times today', source: 'ticket', quote: '' }),
        ],
        checks: [
          makeCheck({
            title: 'Restart the mail server',
            risk: 'disruptive',
            minutes: 15,
            outcomes: [],
          }),
        ],
      },
    },
  ],
}
