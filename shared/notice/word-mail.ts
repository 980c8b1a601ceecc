/**
 * A notice as a mail: plain text, one line of subject. It holds words of tickets, which anybody may
 * have written: the subject is one line whatever they hold, and nothing in the text is a format.
 */
import { cutText } from '../text/cut-text.ts'
import { LINK_SAYS, type Message } from './word-message.ts'

const LONGEST_SUBJECT = 120

export interface MailWords {
  subject: string
  text: string
}

export const wordMail = ({ line, link }: Message): MailWords => ({
  subject: cutText(oneLine(line), LONGEST_SUBJECT),
  text: [
    oneLine(line),
    ...(link ? [`${LINK_SAYS}: ${link}`] : []),
    'It waits at the bell of your ResolutionFlow panel. Which notices come by mail is set there too, under Settings, Notifications.',
  ].join('\n\n'),
})

/** Line breaks of every kind, and what else a terminal or a header could take for an order. */
const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    // What turns the reading direction around, and what cannot be seen.
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, '')
    .trim()
