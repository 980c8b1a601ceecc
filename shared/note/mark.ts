/**
 * The short mark by which a note of ours is known again in a ticket.
 *
 * An answer that was lost is settled by reading the ticket and looking for it, so it must be the
 * same on every try and stand nowhere else: it is made of the random end of the write's id. It is
 * the last line of the note, where it disturbs nobody, and means nothing in Markdown. In a time
 * entry it stands in the text for the team, never in the one that may be printed on an invoice.
 */
export const markOf = (writeId: string): string =>
  `[rf:${writeId.replaceAll('-', '').slice(-12).toLowerCase()}]`

/** The text as it goes out: what the preview shows, to the byte. */
export const withMark = (text: string, writeId: string): string => `${text}\n\n${markOf(writeId)}`

/** Whether it ends, or holds, the mark of any write of ours. */
export const hasMark = (text: string): boolean => /\[rf:[0-9a-f]{12}\]/i.test(text)
