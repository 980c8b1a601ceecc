/** The common opening: five answers that every note needs, and that select the branch. */
import {
  authorFlow,
  decided,
  end,
  input,
  question,
  reported,
  sessionValue,
  way,
} from './author-flow.ts'

const EVIDENCE = [
  'The exact message',
  'Since when, and what changed before',
  'What work stands still, and until when',
  'Who is affected',
]

const back = (id: string, title: string) =>
  end(id, title, 'returns', { returns: id, evidence: EVIDENCE })

export const scope = authorFlow(
  {
    slug: 'scope',
    name: 'Scope of the problem',
    kind: 'troubleshooting',
    summary: 'What exactly happens, since when, to whom, and what it stops.',
    category: 'General',
    isSubFlow: true,
    variables: [
      sessionValue(
        'error_text',
        'Exact message',
        'You do not have permission to access this folder',
      ),
      sessionValue(
        'since',
        'Since when, and what changed',
        '13:40 on 10 June; moved to another team',
      ),
      sessionValue('impact', 'What stands still, until when', 'Month-end figures, due 17:00'),
    ],
  },
  [
    input('message', 'What is the exact message?', {
      body: 'Word for word. If none is shown, what the user sees instead.',
      variable: 'error_text',
      says: reported('The user reports the message "{error_text}"'),
      to: 'since',
    }),
    input('since', 'Since when, what changed before?', {
      body: 'A date or time. An update, a move, a new password or device. "Nothing known" counts.',
      variable: 'since',
      says: reported('Reported since when, and what changed before: {since}'),
      to: 'impact',
    }),
    input('impact', 'What stands still, until when?', {
      body: 'The work, not the device. "Nothing, only slower" counts.',
      variable: 'impact',
      says: reported('Reported impact on work: {impact}'),
      to: 'before',
    }),
    question('before', 'Did it work before?', {
      ways: [
        way('Yes, it worked', 'who', reported('The user reports that it worked before.')),
        way(
          'No, never for this user',
          'who',
          reported('The user reports that it has never worked for them.'),
        ),
        way('Not known', 'who'),
      ],
    }),
    question('who', 'Who is affected?', {
      ways: [
        way('Only this user', 'one-user', reported('Only this user is reported to be affected.')),
        way(
          'Only this device',
          'one-device',
          reported('Only this device is reported to be affected, whoever signs in.'),
        ),
        way(
          'One site or group',
          'group',
          reported('All users of one site or group are reported to be affected.'),
        ),
        way('Everyone', 'everyone', reported('Everyone is reported to be affected.')),
        way(
          'Not known yet',
          'one-user',
          decided('Whether others are affected is not known; continued with the one user.'),
        ),
      ],
    }),
    back('one-user', 'One user'),
    back('one-device', 'One device'),
    back('group', 'One site or group'),
    back('everyone', 'Everyone'),
  ],
)
