/**
 * A notice as a mail: plain text, one line of subject. It holds words of tickets, which anybody may
 * have written: the subject is one line whatever they hold, and nothing in the text is a format.
 */
import { cutText } from '../text/cut-text.ts'
import { oneLine } from '../text/one-line.ts'
import { LINK_SAYS, type Message } from './word-message.ts'

const LONGEST_SUBJECT = 120

export interface MailWords {
  subject: string
  text: string
}

const BESIDE_IT =
  'What waits for you there stands at the top of the ResolutionFlow panel beside it.'

export const wordMail = ({ line, link }: Message): MailWords => ({
  subject: cutText(oneLine(line), LONGEST_SUBJECT),
  text: [
    oneLine(line),
    ...(link ? [`${LINK_SAYS}: ${link}`, BESIDE_IT] : []),
    'It waits at the bell of your ResolutionFlow panel. Which notices come by mail is set there too, under Settings, Notifications.',
  ].join('\n\n'),
})
