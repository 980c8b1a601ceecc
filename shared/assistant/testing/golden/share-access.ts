/** The plain course: facts, two causes, one check that decides, the fix. */
import { makeCheck, makeFact, makeFix, makeHypothesis } from '../make-turn.ts'
import { checks, confirms, type Story, tries } from './story.ts'

export const shareAccess: Story = {
  summary: 'Cannot open the Budget folder',
  notes: [{ id: 'note 1', text: 'Since the move to Finance access is denied on S:\\Budget.' }],
  moves: [
    {
      answers: {
        reply_md: 'Two things fit. **Read her groups first**: it takes a minute.',
        facts: [
          makeFact({ evidence: ['T1'], quote: 'access is denied on S:\\Budget' }),
          makeFact({
            ...{ text: 'The user moved to Finance', evidence: ['T1'] },
            quote: 'the move to Finance',
          }),
        ],
        hypotheses: [
          makeHypothesis({
            key: 'group',
            cause: 'The user is not in the group of the folder',
            for_evidence: ['T1'],
          }),
          makeHypothesis({
            key: 'token',
            cause: 'The user has not signed in since',
            likelihood: 'possible',
          }),
        ],
        checks: [
          makeCheck({
            ...{
              title: 'Read the groups of the user',
              how: '`net user maria /domain`',
              minutes: 1,
            },
            outcomes: [
              { result: 'The group is missing', points_to: ['group'] },
              { result: 'The group is there', points_to: ['token'] },
            ],
          }),
          makeCheck({ title: 'Read the rights of the folder', minutes: 5, outcomes: [] }),
        ],
        questions: [
          {
            text: 'Can a colleague open it?',
            why: 'To tell her from the folder',
            choices: ['Yes', 'No'],
          },
        ],
      },
    },
    confirms(1),
    checks('Read the groups of the user', 0, 'Finance is not listed.'),
    {
      answers: {
        reply_md: 'She is not in the group. Add her and let her sign in again.',
        hypotheses: [
          makeHypothesis({
            ...{ key: 'group', cause: 'The user is not in the group of the folder' },
            ...{ likelihood: 'very_likely', for_evidence: ['T1', 'S1'] },
          }),
        ],
        fix: [
          makeFix({
            ...{ title: 'Add the user to Finance', hypothesis: 'group', evidence: ['F1', 'S1'] },
            steps: ['Add the user to the group Finance', 'Sign out and in'],
            would_confirm: 'The folder opens',
          }),
        ],
      },
    },
    tries('worked', 'The folder opens.'),
  ],
}
