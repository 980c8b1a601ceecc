/**
 * One line as a message of a chat, with a link to its ticket. The line holds words of tickets, which
 * anybody may have written: in no chat do they make a link, a mention or a format.
 */
import { oneLine } from '../text/one-line.ts'
import type { ChannelKind } from './channel-contract.ts'

export interface Message {
  line: string
  link: string | null
}

export const LINK_SAYS = 'Open the ticket'

/** How the panel is opened from nowhere: no link may do it, a browser wants a click on its icon. */
export const OPEN_PANEL = 'click the ResolutionFlow icon beside the address bar'

export function wordMessage(kind: ChannelKind, { line, link }: Message): object {
  const message = { line: oneLine(line), link }
  return kind === 'slack' ? slack(message) : teams(message)
}

/** Rich text, in which no character means anything; in what a notification shows three do. */
function slack({ line, link }: Message) {
  const text = line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const linked = link
    ? [
        { type: 'text', text: '\n' },
        { type: 'link', url: link, text: LINK_SAYS },
      ]
    : []
  return {
    text,
    mrkdwn: false,
    ...{ unfurl_links: false, unfurl_media: false },
    blocks: [
      {
        type: 'rich_text',
        elements: [
          { type: 'rich_text_section', elements: [{ type: 'text', text: line }, ...linked] },
        ],
      },
    ],
  }
}

/** A run of a rich text, since the plain text of a card reads Markdown. */
const teams = ({ line, link }: Message) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      content: {
        type: 'AdaptiveCard',
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        version: '1.4',
        body: [{ type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: line }] }],
        ...(link ? { actions: [{ type: 'Action.OpenUrl', title: LINK_SAYS, url: link }] } : {}),
      },
    },
  ],
})
