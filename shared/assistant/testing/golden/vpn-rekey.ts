/** A model that copies names wrongly and says more than it knows: nothing of it gets through. */
import { makeCheck, makeFact, makeFix, makeHypothesis } from '../make-turn.ts'
import { checks, type Story, states } from './story.ts'

export const vpnRekey: Story = {
  summary: 'Tunnel to Leeds drops every 8 hours',
  notes: [{ id: 'note 4', text: 'The tunnel to Leeds drops at 02:10, 10:10 and 18:10.' }],
  profile: 'Firewalls: SonicWall TZ470 (HQ), SonicWall TZ370 (Leeds)',
  moves: [
    {
      answers: {
        reply_md: 'The drops come at the lifetime.',
        facts: [
          makeFact({ text: 'The tunnel drops every 8 hours', quote: 'every 8 hours' }),
          makeFact({
            text: 'The firmware is 7.0.1',
            source: 'device_data',
            quote: 'firmware 7.0.1',
            evidence: ['D1'],
          }),
          makeFact({
            text: 'HQ has a SonicWall TZ470',
            source: 'device_data',
            quote: 'SonicWall TZ470 (HQ)',
          }),
        ],
        hypotheses: [
          makeHypothesis({
            key: 'Lifetime differs',
            cause: 'The phase 2 lifetimes differ',
            for_evidence: ['T1', 'F17'],
          }),
          makeHypothesis({
            key: 'isp',
            cause: 'The line drops',
            likelihood: 'possible',
            against_evidence: ['S3'],
          }),
        ],
        checks: [
          makeCheck({
            ...{ title: 'Restart the firewall in Leeds', minutes: 20, risk: 'disruptive' },
            outcomes: [{ result: 'It holds', points_to: ['load'] }],
          }),
          makeCheck({
            ...{ title: 'Compare the lifetimes of both ends', minutes: 6 },
            outcomes: [
              { result: 'They differ', points_to: ['Lifetime differs'] },
              { result: 'They are alike', points_to: ['isp', 'load'] },
            ],
          }),
        ],
        fix: [makeFix({ title: 'Set both lifetimes to 28800', hypothesis: 'Lifetime differs' })],
      },
    },
    states('HQ uses 28800 seconds, Leeds 3600'),
    checks('Compare the lifetimes of both ends', 0, '28800 at HQ, 3600 in Leeds.'),
    {
      answers: {
        reply_md: 'Set both ends to 28800.',
        facts: [
          makeFact({
            ...{ text: 'The lifetimes differ', source: 'step_result', evidence: ['S1'] },
            quote: '28800 at HQ, 3600 in Leeds',
          }),
        ],
        fix: [
          makeFix({
            ...{
              title: 'Set both lifetimes to 28800',
              hypothesis: 'lifetime-differs',
              confidence: 140,
            },
            ...{
              steps: ['Open the policy in Leeds', 'Set phase 2 to 28800'],
              evidence: ['S1', 'F4'],
            },
          }),
          makeFix({ title: 'Replace the firewall in Leeds' }),
        ],
      },
    },
  ],
}
