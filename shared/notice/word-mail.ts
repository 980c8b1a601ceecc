/**
 * A notice as a mail: plain text, one line of subject. It holds words of tickets, which anybody may
 * have written: the subject is one line whatever they hold, and nothing in the text is a format.
 */
import { cutText } from '../text/cut-text.ts'
import { oneLine } from '../text/one-line.ts'
import { LINK_SAYS, type Message, OPEN_PANEL } from './word-message.ts'

const LONGEST_SUBJECT = 120

export interface MailWords {
  subject: string
  text: string
}

const BESIDE_IT =
  'What waits for you there stands at the top of the ResolutionFlow panel beside it, and at the bell.'
/** Where no page can lead to it: the panel opens by a click of its own only. */
const AT_THE_BELL = `To read it, ${OPEN_PANEL} and press Shift+B: it stands at the bell.`

export const wordMail = ({ line, link }: Message): MailWords => ({
  subject: cutText(oneLine(line), LONGEST_SUBJECT),
  text: [
    oneLine(line),
    ...(link ? [`${LINK_SAYS}: ${link}`, BESIDE_IT] : [AT_THE_BELL]),
    'Which notices come by mail is set in the panel too, under Settings, Notifications.',
  ].join('\n\n'),
})
